package config

import (
	"fmt"
	"net"
	"os"
)

// Warnings are sentences about settings that work and are not safe.
func (s Settings) Warnings() []string {
	var all []string
	if s.TokenFile != "" { // a group may read it: an operator's choice, and how systemd gives a credential
		if status, err := os.Stat(s.TokenFile); err == nil && status.Mode().Perm()&0o007 != 0 {
			all = append(all, fmt.Sprintf("PAMPHLET_TOKEN_FILE: other users of this machine may open %s; take that right away with chmod 600", s.TokenFile))
		}
	}
	if host, _, err := net.SplitHostPort(s.HTTP); err == nil && host != "localhost" {
		if address := net.ParseIP(host); address == nil || !address.IsLoopback() {
			all = append(all, fmt.Sprintf("PAMPHLET_HTTP: health and metrics at %s can be read from other machines; write 127.0.0.1 unless a firewall keeps them out", s.HTTP))
		}
	}
	return all
}

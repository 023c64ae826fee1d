package config

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"
)

// ShardRange reads Shards: the first and last shard of this process, and how
// many there are in all. All are 0 if nothing is set.
func (s Settings) ShardRange() (first, last, total int, err error) {
	if s.Shards == "" {
		return 0, 0, 0, nil
	}
	wrong := fmt.Errorf("PAMPHLET_SHARDS: %q is not a part of the shards; write 0/4 for the first of four, or 0-1/4 for the first two", s.Shards)
	part, whole, found := strings.Cut(s.Shards, "/")
	from, to, ranged := strings.Cut(part, "-")
	if !ranged {
		to = from
	}
	var errs [3]error
	first, errs[0] = strconv.Atoi(strings.TrimSpace(from))
	last, errs[1] = strconv.Atoi(strings.TrimSpace(to))
	total, errs[2] = strconv.Atoi(strings.TrimSpace(whole))
	if !found || errs != [3]error{} || first < 0 || last < first || total <= last {
		return 0, 0, 0, wrong
	}
	return first, last, total, nil
}

// InteractionsOverHTTP is where interactions are taken over HTTP, and the key that
// tells what Discord has signed; "" is nowhere.
func (s Settings) InteractionsOverHTTP() (string, ed25519.PublicKey, error) {
	if s.Interactions == "off" || s.Interactions == "" {
		return "", nil, nil
	}
	if _, _, err := net.SplitHostPort(s.Interactions); err != nil {
		return "", nil, fmt.Errorf("PAMPHLET_INTERACTIONS: %q is not an address; write 127.0.0.1:8078, or off", s.Interactions)
	}
	key, err := hex.DecodeString(s.PublicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return "", nil, fmt.Errorf("PAMPHLET_PUBLIC_KEY: interactions over HTTP need the application's public key, %d digits; copy it from https://discord.com/developers/applications → your application → General Information", 2*ed25519.PublicKeySize)
	}
	if s.Shards != "" {
		return "", nil, errors.New("PAMPHLET_SHARDS: shards belong to the gateway, which is not used with interactions over HTTP; leave it empty")
	}
	return s.Interactions, key, nil
}

// HTTPAddress is where health and metrics are served; "" is nowhere.
func (s Settings) HTTPAddress() (string, error) {
	if s.HTTP == "off" || s.HTTP == "" {
		return "", nil
	}
	if _, _, err := net.SplitHostPort(s.HTTP); err != nil {
		return "", fmt.Errorf("PAMPHLET_HTTP: %q is not an address; write 127.0.0.1:8077, or off", s.HTTP)
	}
	return s.HTTP, nil
}

// Level is the least level that is logged.
func (s Settings) Level() (level slog.Level, err error) {
	if s.Log == "" {
		return slog.LevelInfo, nil
	}
	if err := level.UnmarshalText([]byte(s.Log)); err != nil {
		return 0, fmt.Errorf("PAMPHLET_LOG: %q is not a level; write debug, info, warn or error", s.Log)
	}
	return level, nil
}

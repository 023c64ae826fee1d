// Package rqlitetest runs clusters of rqlite on this machine for tests, and kills
// their nodes. .ci/rqlited builds what it runs; without that, tests say so and skip.
package rqlitetest

import (
	"crypto/tls"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// release is the rqlite that .ci/rqlited builds.
const release = "v8.36.0"

// Program is the rqlited to run, or skips the test.
func Program(t testing.TB) string {
	t.Helper()
	folder, err := os.UserCacheDir()
	if err != nil {
		t.Skip("no rqlited: ", err)
	}
	path := filepath.Join(folder, "pamphlet", "rqlited-"+release)
	if _, err := os.Stat(path); err != nil {
		t.Skip("no rqlited here: .ci/rqlited builds one")
	}
	return path
}

// A Cluster is nodes of rqlite, which end with the test.
type Cluster struct {
	t      testing.TB
	scheme string
	nodes  []*node
	flags  []string
	probe  http.Client // asks only whether a node is ready
}

type node struct {
	id, http, raft, folder string
	space, link            string // of the network, where it has its own
	follows                bool   // has no vote
	process                *exec.Cmd
	ended                  chan struct{}
}

// Start starts n nodes, with further flags, and waits until they have a leader.
func Start(t testing.TB, n int, flags ...string) *Cluster {
	t.Helper()
	return prepare(t, n, flags...).begin()
}

func prepare(t testing.TB, n int, flags ...string) *Cluster {
	t.Helper()
	c := &Cluster{t: t, scheme: "http://", flags: append([]string{"-fk"}, flags...)}
	if slices.Contains(flags, "-http-cert") {
		c.scheme = "https://"
	}
	addresses := free(t, 2*n)
	for i := range n {
		c.nodes = append(c.nodes, &node{id: strconv.Itoa(i), http: addresses[2*i], raft: addresses[2*i+1], folder: t.TempDir()})
	}
	return c
}

// begin starts the nodes.
func (c *Cluster) begin() *Cluster {
	c.t.Helper()
	c.probe = http.Client{Timeout: 6 * time.Second, Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	c.t.Cleanup(func() {
		for i := range c.nodes {
			c.Kill(i)
		}
	})
	for i := range c.nodes {
		c.Restart(i)
	}
	c.Ready()
	return c
}

// Database is path; or, where PAMPHLET_TEST_DB is rqlite, a new cluster of one node.
func Database(t testing.TB, path string) string {
	t.Helper()
	if os.Getenv("PAMPHLET_TEST_DB") != "rqlite" {
		return path
	}
	return Start(t, 1, "-raft-timeout", "200ms", "-raft-election-timeout", "200ms", "-raft-leader-lease-timeout", "200ms").Patient()
}

// free returns addresses of this machine that nobody listens at.
func free(t testing.TB, n int) (all []string) {
	t.Helper()
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		all = append(all, l.Addr().String())
	}
	return all
}

// Restart starts a node that does not run.
func (c *Cluster) Restart(i int) {
	c.t.Helper()
	n := c.nodes[i]
	args := append([]string{"-node-id", n.id, "-http-addr", n.http, "-raft-addr", n.raft}, c.flags...)
	var voters []string
	for _, other := range c.nodes {
		if !other.follows {
			voters = append(voters, other.raft)
		}
	}
	switch {
	case n.follows:
		args = append(args, "-raft-non-voter", "-join", strings.Join(voters, ","))
	case len(voters) > 1:
		args = append(args, "-bootstrap-expect", strconv.Itoa(len(voters)), "-join", strings.Join(voters, ","))
	}
	args = append([]string{Program(c.t)}, append(args, n.folder)...)
	if n.space != "" {
		args = append([]string{"ip", "netns", "exec", n.space}, args...)
	}
	n.process = exec.Command(args[0], args[1:]...)
	log, err := os.OpenFile(n.folder+".log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		c.t.Fatal(err)
	}
	defer log.Close()
	n.process.Stderr = log
	n.process.SysProcAttr = endsWithParent()
	if err := n.process.Start(); err != nil {
		n.process = nil
		c.t.Skip("rqlited does not run here: ", err)
	}
	n.ended = make(chan struct{})
	go func(p *exec.Cmd, ended chan struct{}) {
		defer close(ended)
		p.Wait()
	}(n.process, n.ended)
}

// Kill ends a node as kill -9 does.
func (c *Cluster) Kill(i int) {
	if p := c.nodes[i].process; p != nil {
		p.Process.Kill()
		<-c.nodes[i].ended
		c.nodes[i].process = nil
	}
}

// URLs names the nodes as --db does.
func (c *Cluster) URLs() string {
	var all []string
	for _, n := range c.nodes {
		all = append(all, n.http)
	}
	return c.scheme + strings.Join(all, ",")
}

// Patient is URLs for a test that no slow machine may break.
func (c *Cluster) Patient() string { return c.URLs() + "?patience=30s" }

// URL is one node's.
func (c *Cluster) URL(i int) string { return c.scheme + c.nodes[i].http }

// Ready waits until every node that runs knows of a leader and has what it has. Where
// that takes too long, this machine cannot show anything: the test is skipped.
func (c *Cluster) Ready() {
	c.t.Helper()
	deadline := time.Now().Add(2 * time.Minute)
	for i, n := range c.nodes {
		for n.process != nil {
			response, err := c.probe.Get(c.URL(i) + "/readyz?sync&timeout=5s")
			if err == nil {
				response.Body.Close()
				if response.StatusCode == http.StatusOK {
					break
				}
			}
			select {
			case <-n.ended:
				c.skip(n, "it has ended")
			case <-time.After(50 * time.Millisecond):
			}
			if time.Now().After(deadline) {
				c.skip(n, "it is not ready after two minutes")
			}
		}
	}
}

func (c *Cluster) skip(n *node, why string) {
	c.t.Helper()
	log, _ := os.ReadFile(n.folder + ".log")
	c.t.Skipf("rqlited does not run here: node %s: %s\n%s", n.id, why, log)
}

// Follow starts a further node, which has no vote and follows the others, and returns
// its number.
func (c *Cluster) Follow() int {
	c.t.Helper()
	addresses := free(c.t, 2)
	i := len(c.nodes)
	c.nodes = append(c.nodes, &node{id: strconv.Itoa(i), http: addresses[0], raft: addresses[1], folder: c.t.TempDir(), follows: true})
	c.Restart(i)
	c.Ready()
	return i
}

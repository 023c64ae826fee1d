package rqlitetest

import (
	"fmt"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"testing"
)

// clusters counts those of Apart, which share this machine's network.
var clusters atomic.Int32

// Apart is Start for nodes that each have a network of their own, which Part and Join
// cut off from the others'. The test reaches each of them all the time. Where no network
// can be made, for lack of rights or programs, the test is skipped.
func Apart(t testing.TB, n int) *Cluster {
	t.Helper()
	number := int(clusters.Add(1))
	name := func(kind string, i int) string {
		return fmt.Sprintf("pm%s%d-%d-%d", kind, os.Getpid()%100000, number, i)
	}
	run := func(args ...string) {
		t.Helper()
		if out, err := exec.Command("ip", args...).CombinedOutput(); err != nil {
			t.Skipf("no networks of their own here: ip %v: %v: %s", args, err, out)
		}
	}
	bridge := name("b", 0)
	run("link", "add", bridge, "type", "bridge")
	t.Cleanup(func() { exec.Command("ip", "link", "del", bridge).Run() })
	run("link", "set", bridge, "up")
	c := &Cluster{t: t, scheme: "http://", flags: []string{"-fk"}}
	for i := range n {
		space, near, between := name("n", i), name("h", i), name("r", i)
		run("netns", "add", space)
		t.Cleanup(func() { exec.Command("ip", "netns", "del", space).Run() })
		run("-n", space, "link", "set", "lo", "up")
		// One link to the test, and one to the other nodes.
		for link, peer := range map[string]string{near: "test", between: "nodes"} {
			run("link", "add", link, "type", "veth", "peer", "name", peer, "netns", space)
			t.Cleanup(func() { exec.Command("ip", "link", "del", link).Run() })
		}
		run("link", "set", between, "master", bridge)
		address := func(host int) string { // of this process's tests alone
			return fmt.Sprintf("10.%d.%d.%d", 64+os.Getpid()>>8&63, os.Getpid()%256, 32*number+4*i+host)
		}
		raft := fmt.Sprintf("10.0.0.%d", i+1) // on a bridge of its own
		run("addr", "add", address(1)+"/30", "dev", near)
		run("-n", space, "addr", "add", address(2)+"/30", "dev", "test")
		run("-n", space, "addr", "add", raft+"/24", "dev", "nodes")
		run("link", "set", near, "up")
		run("link", "set", between, "up")
		run("-n", space, "link", "set", "test", "up")
		run("-n", space, "link", "set", "nodes", "up")
		c.nodes = append(c.nodes, &node{id: fmt.Sprint(i), http: address(2) + ":4001", raft: raft + ":4002", folder: t.TempDir(), space: space, link: between})
	}
	return c.begin()
}

// Part cuts a node of Apart off from the others; Join undoes it.
func (c *Cluster) Part(i int) { c.set(i, "down") }

// Join lets a node reach the others again.
func (c *Cluster) Join(i int) { c.set(i, "up") }

func (c *Cluster) set(i int, state string) {
	c.t.Helper()
	if out, err := exec.Command("ip", "link", "set", c.nodes[i].link, state).CombinedOutput(); err != nil {
		c.t.Fatalf("link: %v: %s", err, out)
	}
}

// Cramped is Start for nodes of which the last has a disk of so many bytes. Where none
// can be made, the test is skipped.
func Cramped(t testing.TB, n, bytes int) *Cluster {
	t.Helper()
	c := prepare(t, n)
	folder := c.nodes[n-1].folder
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Skip("no small disk here: ", err)
	}
	t.Cleanup(func() { syscall.Unmount(folder, 0) })
	return c.begin()
}

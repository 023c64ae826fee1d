//go:build unix

package rqlitetest

import "syscall"

// Hang stops a node, which keeps its connections open; Wake lets it go on.
func (c *Cluster) Hang(i int) { c.nodes[i].process.Process.Signal(syscall.SIGSTOP) }

// Wake lets a node go on that hangs.
func (c *Cluster) Wake(i int) { c.nodes[i].process.Process.Signal(syscall.SIGCONT) }

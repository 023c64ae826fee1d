package rqlitetest

import "syscall"

// endsWithParent lets a node end when the tests do, however they end.
func endsWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}

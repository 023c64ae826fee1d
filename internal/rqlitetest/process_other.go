//go:build !linux

package rqlitetest

import "syscall"

func endsWithParent() *syscall.SysProcAttr { return nil }

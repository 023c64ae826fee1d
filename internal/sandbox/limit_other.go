//go:build !linux

package sandbox

// limit limits nothing: the parent still ends a child whose time is up.
func limit() error { return nil }

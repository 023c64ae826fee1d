// Package diff shows how two texts differ. It is the only door to go-udiff.
package diff

import "github.com/aymanbagabas/go-udiff"

// Unified returns how to get from one text to the other as a unified diff with
// three lines of context, or "" if they are equal.
func Unified(oldName, newName, old, new string) string {
	return udiff.Unified(oldName, newName, old, new)
}

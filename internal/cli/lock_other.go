//go:build !unix

package cli

import (
	"errors"

	"pamphlet/internal/app"
)

// lockBeside can lock nothing here.
func lockBeside(string, []int) (app.Lease, error) {
	return nil, errors.New("this system has no locks of parts of files")
}

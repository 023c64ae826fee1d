//go:build !unix

package app

import "errors"

// LockBeside can lock nothing here.
func LockBeside(string, []int) (Lease, error) {
	return nil, errors.New("this system has no locks of parts of files")
}

//go:build !long

package moderate_test

const long = false

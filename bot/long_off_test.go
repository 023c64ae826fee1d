//go:build !long

package bot_test

const long = false

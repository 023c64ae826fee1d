//go:build !long

package knowledge

const long = false

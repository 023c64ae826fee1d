//go:build long

package longtest

// Full reports whether tests run in full.
const Full = true

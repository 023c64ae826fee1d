//go:build long

package knowledge

// long runs figures, kills and properties at full length, as .ci/run does.
const long = true

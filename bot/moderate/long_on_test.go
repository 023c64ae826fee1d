//go:build long

package moderate_test

// long runs figures, kills and properties at full length, as .ci/run does.
const long = true

//go:build long

package bot_test

// long runs figures, kills and properties at full length, as .ci/run does.
const long = true

// Package safety reads a raw message before anything else does and says how it is to be met.
package safety

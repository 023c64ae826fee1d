// Package cli is the command line: it reads what was asked for, calls the
// packages that do it, and prints. It is the only door to cobra.
package cli

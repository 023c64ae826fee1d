// Package eval measures how well the bot finds passages, on collections of
// questions whose answers are known.
package eval

// Package bench compares a question's cost with that of FTS5's own ranking and
// of Bleve, on the same text in one run. It is a module of its own so that
// Bleve is no dependency of the product.
package bench

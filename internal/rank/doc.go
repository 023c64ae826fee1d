// Package rank decides which passages answer a question, and how surely. It
// knows words and numbers only: no SQL, no articles.
//
// A question becomes a list of [Term]s, each with a weight and the postings
// of the stems that stand for it. [Top] scores all postings with BM25F and
// keeps the best; [Describe] describes each of those by named figures; a
// [Model] turns the figures into a score, and the best one's into a
// probability.
package rank

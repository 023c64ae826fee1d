// Package knowledge is what the bot knows: articles, cut into passages, and
// the search that ranks them for a question.
//
// # Canonical text
//
// An article's Text is plain words with five marks, each at the start of a
// line, and nothing inline. It is a subset of Markdown, so that a person can
// read and write it:
//
//	# A heading            one to six #, then a space
//	? Another way to ask   directly below a heading: what else it answers
//	<https://example.org>  directly below a heading: the source of this part
//	- An item              or "1. An item"; two spaces of indent a level
//	| a | cell |           a table row; the first row names the columns
//
// Blocks are parted by one blank line, items and rows by a line break. A
// paragraph is one line. Text is valid UTF-8 in NFC, lines end in \n, and
// there is no other control character and no trailing space.
package knowledge

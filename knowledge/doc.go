// Package knowledge is what the bot knows: the store of articles, cut into passages
// (package passage) that are ranked for a question (package search). It quotes; it
// never writes.
//
// # Canonical text
//
// An article's Text is plain words with a few marks. It is a subset of Markdown,
// so that a person can read and write it. At the start of a line:
//
//	# A heading            one to six #, then a space
//	? Another way to ask   directly below a heading: what else it answers
//	<https://example.org>  directly below a heading: the source of this part
//	- An item              or "1. An item"; two spaces of indent a level
//	| a | cell |           a table row; the first row names the columns
//	```                    code begins, up to a line of as many backticks
//
// and within a line (passage/marks.go):
//
//	[words](https://…)     a link, to an http, https, mailto or tel address
//
// Blocks are parted by one blank line, items and rows by a line break. The lines
// of a paragraph are those it was written in; further lines of an item are
// indented. Text is valid UTF-8 in NFC, lines end in \n, and there is no other
// control character and no trailing space. Stems come from what a reader sees:
// not from an address of a link, nor from a fence.
//
// # The trip of an article
//
// Article.Passages cuts the text (package passage): sections at headings,
// then, within a section, the cheapest partition of sentences, items and rows
// into passages of 100 to 400 words. A warning is not parted from the sentence
// before it, nor a list from the line that introduces it. What stands twice
// answers once, and the heading above its repetition becomes another
// question. A section in several passages numbers them, and one that goes on
// with a table has the row that names the columns; who asks the
// heading reads from the first. Each passage is a byte range of the revision it came from, and
// Base.Verify reports whether it still is.
//
// An article is known by where it comes from; its slug is only a name
// (naming.go). Base.Save (save.go) writes the revision, the passages that are new, their
// stems and the audit row in one batch; triggers keep the index, and foreign
// keys remove what lost its owner. A passage that did not change keeps its id.
// All guilds share one index, in which each word bears its guild's number
// ("12:vein"): a question looks only for words of its own guild, and what is
// no passage of it is left out of its postings and of its statistics.
//
// # The trip of a question
//
// Base.Search (search.go) has package search rank the passages and say what they come
// to; its doc.go tours the method. search_store.go is what that reads of a base: the
// postings of single stems, through fts5vocab, and the passages to be shown, each
// verified to be what was saved (integrity.go). Where something was published
// meanwhile, the question is asked again: it sees one revision or the other. No word
// of a member ever becomes part of an SQL text or of a MATCH expression.
//
// # Downsides
//
//   - Words alone miss paraphrases that share no word, synonym or acronym with
//     the passage. What helps: other ways to ask ("? " lines), a guild's own
//     synonyms, and the queue of unanswered questions, from which moderators
//     add both.
//   - A passage can hold every word of a question and yet not answer it. The
//     confidence is a probability, and one answer in some is wrong;
//     docs/evaluation.md says how many, on which data.
//   - Cutting follows the article's own structure. An article without headings
//     is cut by length and by how sentences lean on each other, which is a
//     guess.
//   - Stems join words that differ in meaning now and then; the worst are
//     overridden in package stem. Languages without a stemmer match whole
//     words only.
//   - The marks of canonical text are also allowed words: a plain line that
//     begins with "- " or "# " is read as the mark.
package knowledge

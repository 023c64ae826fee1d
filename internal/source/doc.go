// Package source reads what people already have (plain text, Markdown, web
// pages, office documents, question-and-answer lists and collections cut
// beforehand; docs/formats.md lists them) into articles with canonical text, as package knowledge describes it.
//
// # Method
//
// Each reader turns its format into a draft: a flat list of blocks (heading,
// paragraph, item, table row, …) and whatever the format itself says of title,
// date, source and language. Markdown becomes HTML first, so both are walked by
// one reader of HTML trees. Everything after that is the same for all formats:
// lines that are not part of the article (share buttons, breadcrumbs, cookie
// notes, reference lists) leave and are reported, title and date are taken from
// the first lines if nothing better named them, and the blocks are written out.
//
// The words that stay are never changed. Only these are: Unicode is composed
// (NFC), invisible and control characters leave, runs of white space become one
// space, a soft line break becomes a space, reference marks such as [3] leave,
// and a note stands where it is referred to. Links keep their addresses, hard
// line breaks and code stay as they are, and what is struck out leaves.
//
// # Limits
//
// Most parsers cannot be stopped once they run, and some take time or memory that
// grows with the square of a file. So what a document costs is counted in one
// pass before a reader begins (limits.go), and what would cost too much is
// refused. A context ends the reading between its steps.
//
// # Doubts
//
// Whether a short line of plain text is a heading, and whether a line of a page
// is part of its article, are guesses. They lean towards keeping text. The
// report says what was left out, so that a person can disagree.
// A picture says nothing to a search over words: its description is left out.
package source

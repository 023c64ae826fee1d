// Package markup writes markup of other kinds as the Markdown that package source
// reads: reStructuredText, AsciiDoc, and what documentation sites, notes and other
// programs add to Markdown. It also tames what would cost the Markdown parser much
// time. All of it is text in and text out; nothing here knows of articles.
//
// # Doubts
//
// These are readers of lines and not parsers. What nests in unusual ways comes out
// as its words, and a directive that is not known is named and left out.
package markup

// Leave is told of each piece of a text that leaves, and why.
type Leave func(text, why string)

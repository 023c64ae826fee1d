package source

import (
	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// Options are what a person says about an article, which wins over what is found, and
// where its file comes from.
type Options = draft.Options

// A Report says what became of a file.
type Report = draft.Report

// A Left is a piece of a file that did not become part of the article.
type Left = draft.Left

// What can be wrong with a file. Each error of this package wraps one of them,
// names the file, and says in one sentence what to do.
var (
	ErrPath      = draft.ErrPath
	ErrTooLarge  = draft.ErrTooLarge
	ErrBinary    = draft.ErrBinary
	ErrFormat    = draft.ErrFormat
	ErrEncoding  = draft.ErrEncoding
	ErrEmpty     = draft.ErrEmpty
	ErrNesting   = draft.ErrNesting
	ErrHeadings  = draft.ErrHeadings
	ErrDamaged   = draft.ErrDamaged
	ErrRow       = draft.ErrRow
	ErrColumns   = draft.ErrColumns
	ErrDuplicate = draft.ErrDuplicate
)

// Slug names an article after its title: lower-case words joined by hyphens, at
// most 60 bytes. It is "article" if title has no letter or digit.
func Slug(title string) string { return prose.Slug(title) }

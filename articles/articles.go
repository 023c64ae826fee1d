// Package articles holds the starter articles, so that a first run answers
// something.
//
// They were written for this project from general knowledge and no clinician
// has reviewed them yet; each says so. They hold no dose and no phone number.
package articles

import "embed"

// FS holds the starter articles as Markdown files with front matter.
//
//go:embed *.md
var FS embed.FS

package script

import _ "embed"

// Guide describes the format of scripts to moderators, as plain text of at
// most 80 columns.
//
//go:embed guide.txt
var Guide string

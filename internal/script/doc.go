// Package script is the text format of scripted conversations, and plays
// them: who says what, and what must come back.
//
// Guide describes the format for those who write it.
//
// # Doubts
//
// A text that itself holds " | " cannot be expected with has. An attachment
// is text only. All members are of one guild.
package script

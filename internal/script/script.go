package script

import "time"

// A Script is a parsed scripted conversation, or several.
type Script struct {
	Steps []Step
	Tail  []string // comments and blank lines after the last step
}

// A Step is one thing that happens.
type Step struct {
	Line  int      // where it stands, from 1; 0 if it was not parsed
	Above []string // comments ("# ...") and blank lines ("") above it

	Action    Action
	Speaker   string // who acts
	Moderator bool
	Channel   string // without its #; "" means DefaultChannel, DirectChannel a direct message

	// Text is what is said, pressed or typed; for Begin the conversation's
	// name, for Learn the path, Starter, or "" if Body holds the article.
	Text    string
	Body    string        // an article that stands in the script itself
	Wait    time.Duration // for Wait: whole seconds, at least one
	Details []Detail      // what stands below a turn, in order
}

// Action says what a step does.
type Action string

// The actions of a step.
const (
	Learn  Action = "article"
	Begin  Action = "--"
	Wait   Action = "wait"
	Say    Action = ""      // ask, or give a command if Text looks like one
	Ask    Action = "says"  // ask, whatever Text looks like
	Edit   Action = "edits" // change the last question
	Press  Action = "presses"
	Type   Action = "types"
	Submit Action = "submits"
)

// Names with a meaning of their own.
const (
	Starter        = "starter" // the Text of a Learn step for the starter articles
	DefaultChannel = "general"
	DirectChannel  = "dm"
)

// turn reports whether a takes a speaker and has a reply.
func (a Action) turn() bool {
	switch a {
	case Say, Ask, Edit, Press, Type, Submit:
		return true
	}
	return false
}

// A Detail is a line below a turn: a part of it, or something that must come
// back.
type Detail struct {
	Line  int
	Above []string
	Word  Word
	Name  string // of an option, field or file
	Text  string // for Says and File, lines joined by \n
}

// Word says what a detail is.
type Word string

// The words of details. The first three belong to the turn, the others are
// expected of the reply.
const (
	Repeated Word = "repeated"
	With     Word = "with"
	File     Word = "file"

	Kind    Word = "kind"
	Has     Word = "has"
	Lacks   Word = "lacks"
	From    Word = "from"
	Heading Word = "heading"
	Offers  Word = "offers"
	Private Word = "private"
	Says    Word = "says"
)

// words lists all words in the order error messages name them.
var words = [...]Word{Kind, Has, Lacks, From, Heading, Offers, Private, Says, With, File, Repeated}

// wanted reports whether w is something expected of the reply.
func (w Word) wanted() bool { return w != Repeated && w != With && w != File }

// block reports whether lines of text follow w.
func (w Word) block() bool { return w == Says || w == File }

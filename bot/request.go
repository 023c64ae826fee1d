package bot

import (
	"strings"
	"time"

	"pamphlet/internal/safety"
)

// A Request is anything a member or moderator does that the bot hears of.
type Request struct {
	ID      string // unique: an interaction or message id; the same ID is handled once
	Kind    RequestKind
	Guild   string // "" in a direct message
	Channel string
	Member  Member
	// Text is the raw question, exactly as written. Safety reads it first.
	Text string
	// Name is the command, such as "kb add", for Command.
	Name string
	// Verb and Args say which action was taken, for Press and Submit.
	Verb Verb
	Args []string
	// Options are a command's options or a form's fields, by name.
	Options map[string]string
	Files   []File
	// ReplyTo is the ID of the bot's message that this one replies to, or "".
	ReplyTo string
	// Link leads to the member's message or channel, for a moderator alert.
	Link string
	// Locale is the language of the guild as the platform knows it, such as
	// "de"; "" if it does not say. What the guild chose here comes first.
	Locale string
	// Post is the title of a new post or thread, Parent the channel it was begun
	// in. Nobody asked the bot; Text holds the title and what stands below it.
	Post, Parent string
	// Direct is set in a direct message.
	Direct bool
	// Spoken is set when the request is a message, to which silence is an
	// answer, and not a command.
	Spoken bool
	// Signed is set when the request came over HTTP: who records it on its way can send
	// it again, to another process.
	Signed bool
	Time   time.Time

	settings guildSettings
	verdict  *safety.Verdict // on Text; nil until it was classified
}

// RequestKind says what a member did.
type RequestKind string

// The kinds of request.
const (
	Ask     RequestKind = "ask"     // a question: slash command, mention, reply or direct message
	Edit    RequestKind = "edit"    // a question that was changed after it was asked
	Press   RequestKind = "press"   // a button or a choice of a menu
	Submit  RequestKind = "submit"  // a form sent in
	Command RequestKind = "command" // a slash command other than /ask
	Suggest RequestKind = "suggest" // autocomplete: Text is what has been typed
)

// A Member is who asks, with the rights Discord says they have in the guild
// of this very request.
type Member struct {
	ID     string
	Name   string // for the audit log; never stored with a question
	Roles  []string
	Manage bool // owns the guild or may manage it
	// Operator is set on the command line alone: whoever can write the database
	// answers for what no moderator may publish.
	Operator bool
	Locale   string // such as "en-US"; "" means the guild's
}

// A File is an attachment, already fetched.
type File struct {
	Name string
	Body []byte
}

// Arg returns an argument of the verb, or "".
func (r Request) Arg(i int) string {
	if i < len(r.Args) {
		return r.Args[i]
	}
	return ""
}

// Option returns a command's option or a form's field, without spaces around
// it.
func (r Request) Option(name string) string { return strings.TrimSpace(r.Options[name]) }

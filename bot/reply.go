package bot

import "pamphlet/knowledge/search"

// A Reply is what the bot says. It is a value: whoever asked for it sends it.
type Reply struct {
	Kind Kind
	// Title heads the reply, Lead stands above the quoted passage, Quote is
	// the passage itself, Source names where it is from, Notes follow, and
	// Disclaimer closes. Each is Discord Markdown in which nothing of an
	// article or a member acts; any may be "".
	Title      string
	Lead       string
	Quote      string
	Source     string
	Notes      []string
	Disclaimer string

	Matches   []search.Match // what is quoted, for those who want the parts; of Closest, excerpts
	Related   []search.Related
	Resources []Resource
	Actions   []Action
	Choose    string // over several Actions that lead to passages, where they are a list
	Menus     []Menu
	Form      *Form // asks for input; excludes everything else
	Files     []File
	Pictures  []Picture // of what is quoted
	Choices   []string  // suggestions, for Suggest
	// Posts are what else is to be sent, to other channels of the same guild.
	Posts []Post
	// Ping is the ID of the one role that a post notifies, or "".
	Ping string
	// Value is what the reply says, for programs: what a moderator's command
	// found, ready for JSON; or nil.
	Value any
	// Private replies are shown to the asker alone where the platform can.
	Private bool
	// Replaces says the reply takes the place of the message that was pressed.
	Replaces bool
	// Confidence that the first match answers, from 0 to 1.
	Confidence float64
	// Corrected is the question as it was understood, if a word of it was taken
	// for a misspelling; "" otherwise.
	Corrected string
	// Reason is the rule by which nothing was answered, WhyNot says it in a
	// sentence, and Near is what came nearest, not quoted: for moderators and
	// programs.
	Reason search.Reason
	WhyNot string
	Near   []search.Match
	// Exchange identifies this question and its reply, for feedback; "" if
	// nothing may be kept.
	Exchange string
}

// Kind says what a reply is.
type Kind string

// The kinds of reply. The first nine are part of the contract of
// "pamphlet ask --json".
const (
	Answer    Kind = "answer"    // a passage, word for word
	Closest   Kind = "closest"   // it is not sure: the best of a few passages, each to be opened
	Clarify   Kind = "clarify"   // a question back, with choices
	Unknown   Kind = "unknown"   // nothing in the articles answers
	SmallTalk Kind = "smalltalk" // a greeting, thanks or the like, and no question
	Advice    Kind = "advice"    // the member's own treatment: a boundary line
	Sensitive Kind = "sensitive" // a warm card first, the answer behind a button
	Crisis    Kind = "crisis"    // someone may be about to come to harm
	Emergency Kind = "emergency" // a medical emergency
	Done      Kind = "done"      // a command was carried out
	Refused   Kind = "refused"   // a command or request was not
	Silent    Kind = "silent"    // nothing is to be sent
	Repeated  Kind = "repeated"  // another process answers, or has; nothing of that is to be touched
)

// A Post is a reply to be sent to a channel that did not ask, or to a member.
type Post struct {
	Guild   string // whose post it is; it goes to no other guild's channel
	Channel string
	Member  string // an id: a direct message, where there is no Channel or it cannot be written to
	Reply   Reply
}

// A Picture is shown by its address, which Discord reads, never this program.
type Picture struct {
	URL string
	Alt string // what it shows
}

// A Resource is somebody to turn to, as shown to a member.
type Resource struct {
	Country  string   `json:"country"`
	Name     string   `json:"name"`
	Channels []string `json:"channels"` // such as "call 988", "text 988"
	URL      string   `json:"url,omitempty"`
}

// A Verb names what a button, menu or form does.
type Verb string

// An Action is a button. Verb and Args come back in a Press.
type Action struct {
	Label string // at most 80 characters
	Verb  Verb
	Args  []string
	URL   string // a link instead of an action
	Style Style
}

// Style is how much a button stands out.
type Style int

// The styles of a button.
const (
	Plain Style = iota
	Primary
	Danger
)

// A Menu is a list to choose from. The choice comes back as Args plus its
// Value, or all of them, in a Press.
type Menu struct {
	Verb        Verb
	Args        []string
	Placeholder string
	Options     []Option
	// Channels and Roles make it a list of the guild's own instead.
	Channels, Roles bool
	Forums          bool // of Channels, those in which posts and threads are begun
	Max             int  // how many can be chosen; 0 means one
}

// An Option is one line of a menu.
type Option struct{ Label, Value, Description string }

// A Form asks for text. It comes back in a Submit.
type Form struct {
	Title  string // at most 45 characters
	Verb   Verb
	Args   []string
	Fields []Field
}

// A Field is one input of a form, at most five a form.
type Field struct {
	Name, Label, Value, Hint string
	Long, Optional           bool
	Max                      int // characters; 0 means 4,000
}

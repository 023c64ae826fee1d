package bot

import (
	"context"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// moderation is the registry of moderator commands, their handlers and the
// functions they read and write files with.
type moderation struct {
	handlers map[string]handler
	commands []Usage
	read     Read
	fetch    Fetch
	export   Export
}

// Read reads the articles in a file that a person sent, as source.Read does. Its
// error is a sentence for the moderator.
type Read func(ctx context.Context, name string, body []byte, given source.Given) ([]knowledge.Article, source.Report, error)

// Fetch reads what a public web address holds. Its error is a sentence for the
// moderator.
type Fetch func(ctx context.Context, url string) (Fetched, error)

// Fetched is what a web address held.
type Fetched struct {
	File
	Type string // the media type, as the server says it
	URL  string // where it was found, after redirects
}

// Export writes everything a guild keeps as files that can be imported.
type Export func(ctx context.Context, guild string) ([]File, error)

// A Usage describes a command of moderators.
type Usage struct {
	Name       string // such as "kb add"
	Summary    string
	Right      Right
	Parameters []Parameter
	File       bool // takes an attachment
}

// A Parameter is an option of a command.
type Parameter struct {
	Name, Hint string
	Required   bool
}

// Verbs of moderators' buttons, menus and forms.
const (
	verbNew  Verb = "new"  // submit: a new article
	verbPick Verb = "pick" // choose a passage to edit: slug, revision | passage
	// verbPickPage shows more of them: slug, revision, part of a heading, page.
	verbPickPage  Verb = "pickpage"
	verbReword    Verb = "reword"    // submit: slug, revision, passage
	verbPublish   Verb = "publish"   // draft, and what was shown of it: see seen
	verbAnyway    Verb = "anyway"    // submit: publish although a test breaks: the same
	verbRedo      Verb = "redo"      // make the draft again over the newest revision
	verbDiscard   Verb = "discard"   // draft
	verbTell      Verb = "tell"      // tell the channel that there is an answer: draft
	verbQueued    Verb = "queued"    // open a queued question
	verbQueuePage Verb = "queuepage" // more of them: stage, page
	verbWrite     Verb = "write"     // queued: opens a form
	VerbWritten   Verb = "written"   // submit: queued
	verbWay       Verb = "way"       // queued, page: choose the passage it asks for
	VerbWayTo     Verb = "wayto"     // queued | passage
	VerbIgnore    Verb = "ignore"    // queued
	VerbSnooze    Verb = "snooze"    // queued
	verbUntest    Verb = "untest"    // case
	verbRun       Verb = "runtests"
	verbSetting   Verb = "setting"  // choose a setting
	verbValue     Verb = "value"    // submit or choose: setting | value
	verbSet       Verb = "set"      // setting, its new value and its old one: carry out
	verbSetWords  Verb = "setwords" // the same for synonyms, which a publisher may change
	verbRight     Verb = "right"    // choose a role: right | role
	verbSetRight  Verb = "setright" // right, role, give or take: carry out
)

// newModeration lists everything moderators can do, each with the right it takes.
func (b *Bot) newModeration(p Parts) moderation {
	d := moderation{handlers: make(map[string]handler), read: p.Read, fetch: p.Fetch, export: p.Export}
	command := func(may Right, do handlerFunc, u Usage) {
		u.Right = may
		d.commands = append(d.commands, u)
		d.handlers["/"+u.Name] = handler{may, do}
	}
	on := func(kind RequestKind, may Right, acts map[Verb]handlerFunc) {
		for verb, do := range acts {
			d.handlers[Request{Kind: kind, Verb: verb}.handlerKey()] = handler{may, do}
		}
	}
	b.articleHandlers(command, on)
	b.draftHandlers(command, on)
	b.queueHandlers(command, on)
	b.settingHandlers(command, on)
	return d
}

// Commands lists the commands of moderators.
func (b *Bot) Commands() []Usage { return b.moderation.commands }

type (
	addCommand func(Right, handlerFunc, Usage)
	addVerbs   func(RequestKind, Right, map[Verb]handlerFunc)
)

func need(name, hint string) Parameter  { return Parameter{name, hint, true} }
func maybe(name, hint string) Parameter { return Parameter{Name: name, Hint: hint} }

func (b *Bot) articleHandlers(command addCommand, on addVerbs) {
	command(MayEdit, b.kbList, Usage{Name: "kb list", Summary: "List the articles"})
	command(MayEdit, b.kbShow, Usage{Name: "kb show", Summary: "Send an article as a file",
		Parameters: []Parameter{need("article", "its name"), maybe("revision", "an older one")}})
	command(MayEdit, b.kbAdd, Usage{Name: "kb add", Summary: "Add an article: a file, a web address, or a form", File: true,
		Parameters: []Parameter{maybe("url", "a public web page"), maybe("title", "its title")}})
	command(MayEdit, b.kbEdit, Usage{Name: "kb edit", Summary: "Change a passage, the title, the review date, or a whole article by a file", File: true,
		Parameters: []Parameter{need("article", "its name"), maybe("passage", "the heading it stands under"), maybe("title", "its new title"),
			maybe("review", "the day to read it again, such as 2027-05-01, or never")}})
	command(MayEdit, b.kbRemove, Usage{Name: "kb remove", Summary: "Take an article out of the answers",
		Parameters: []Parameter{need("article", "its name")}})
	command(MayEdit, b.kbRefresh, Usage{Name: "kb refresh", Summary: "Read an article's web page again and show what changed",
		Parameters: []Parameter{need("article", "its name")}})
	command(MayEdit, b.messageAdd, Usage{Name: "message add", Summary: "Take a message as a draft answer"})
	command(MayEdit, b.kbHistory, Usage{Name: "kb history", Summary: "List an article's revisions",
		Parameters: []Parameter{need("article", "its name")}})
	command(MayEdit, b.kbDiff, Usage{Name: "kb diff", Summary: "Compare two revisions of an article",
		Parameters: []Parameter{need("article", "its name"), maybe("from", "a revision"), maybe("to", "a revision")}})
	command(MayEdit, b.kbRollback, Usage{Name: "kb rollback", Summary: "Make an earlier revision answer again",
		Parameters: []Parameter{need("article", "its name"), need("revision", "its number")}})
	command(MayEdit, b.kbAudit, Usage{Name: "kb audit", Summary: "List who changed what, when and why",
		Parameters: []Parameter{maybe("article", "its name")}})
	on(Submit, MayEdit, map[Verb]handlerFunc{
		verbNew: b.submitNew, verbReword: b.submitReword,
	})
	on(Press, MayEdit, map[Verb]handlerFunc{
		verbPick: b.pressPick, verbPickPage: b.pressPickPage,
	})
}

func (b *Bot) draftHandlers(command addCommand, on addVerbs) {
	draft := need("draft", "its number")
	command(MayEdit, b.kbDrafts, Usage{Name: "kb drafts", Summary: "List the drafts that wait"})
	command(MayEdit, b.kbPreview, Usage{Name: "kb preview", Summary: "Show what a draft would change", Parameters: []Parameter{draft}})
	command(MayPublish, b.kbPublish, Usage{Name: "kb publish", Summary: "Make a draft answer",
		Parameters: []Parameter{draft, maybe("why", "why, if a test breaks")}})
	command(MayEdit, b.kbDiscard, Usage{Name: "kb discard", Summary: "Give a draft up", Parameters: []Parameter{draft}})
	command(MayEdit, b.kbTests, Usage{Name: "kb tests", Summary: "List, run or remove your own tests",
		Parameters: []Parameter{maybe("run", "yes to run them"), maybe("add", "a question that is answered well now"), maybe("remove", "a test's number")}})
	on(Press, MayPublish, map[Verb]handlerFunc{
		verbPublish: b.pressPublish, verbAnyway: b.pressAnyway, verbTell: b.pressTell,
	})
	on(Submit, MayPublish, map[Verb]handlerFunc{
		verbAnyway: b.submitAnyway,
	})
	on(Press, MayEdit, map[Verb]handlerFunc{
		verbRedo: b.pressRebase, verbDiscard: b.pressDiscard, VerbTest: b.pressTest, verbUntest: b.pressUntest,
		verbRun: b.runTests,
	})
}

func (b *Bot) queueHandlers(command addCommand, on addVerbs) {
	command(MayEdit, b.kbQueue, Usage{Name: "kb queue", Summary: "List the questions that wait for an answer",
		Parameters: []Parameter{maybe("stage", "new, drafted, answered or ignored"), maybe("question", "a question's number"),
			maybe("passage", "make it another way to ask for this passage"), maybe("export", "csv or jsonl: all questions as a file")}})
	command(MayEdit, b.kbStats, Usage{Name: "kb stats", Summary: "Sum up what was asked and what answered",
		Parameters: []Parameter{maybe("days", "how many, 1 to 90; 30 if you don't say")}})
	on(Press, MayEdit, map[Verb]handlerFunc{
		verbQueuePage: b.pressQueuePage, verbQueued: b.pressQueued, verbWrite: b.pressWrite, verbWay: b.pressWay,
		VerbWayTo: b.pressWayTo, VerbIgnore: b.pressIgnore, VerbSnooze: b.pressSnooze,
	})
	on(Submit, MayEdit, map[Verb]handlerFunc{
		VerbWritten: b.submitWritten,
	})
}

func (b *Bot) settingHandlers(command addCommand, on addVerbs) {
	command(MayConfigure, b.setup, Usage{Name: "setup", Summary: "Show and change how the bot behaves here",
		Parameters: []Parameter{maybe("setting", "its name"), maybe("value", "the new value"), maybe("channel", "the new value, if it is a channel"),
			maybe("role", "a role to give a right, or take it from; or the new value, if it is a role"), maybe("may", "edit, publish or configure")}})
	command(MayPublish, b.kbSynonym, Usage{Name: "kb synonym", Summary: "List, add or remove words that mean the same",
		Parameters: []Parameter{maybe("add", "such as: nausea, feel sick"), maybe("remove", "a line's number")}})
	command(MayConfigure, b.kbExport, Usage{Name: "kb export", Summary: "Send everything as files"})
	on(Press, MayPublish, map[Verb]handlerFunc{
		verbSetWords: b.pressSetWords,
	})
	on(Press, MayConfigure, map[Verb]handlerFunc{
		verbSetting: b.pressSetting, verbValue: b.submitValue, verbSet: b.pressSet, verbRight: b.pressRight,
		verbSetRight: b.pressSetRight,
	})
	on(Submit, MayConfigure, map[Verb]handlerFunc{
		verbValue: b.submitValue,
	})
}

// OpensForm reports whether the reply to r may be a form, which nothing may come
// before.
func (b *Bot) OpensForm(r Request) bool {
	switch r.Kind {
	case Press:
		return r.Verb == verbPick || r.Verb == verbWrite || r.Verb == verbAnyway || r.Verb == verbSetting
	case Command:
		switch r.Name {
		case "kb add":
			return r.option("file") == "" && r.option("url") == ""
		case "kb edit":
			return r.option("file")+r.option("title")+r.option("review") == ""
		case "setup":
			return r.option("setting") != "" && r.option("value")+r.option("channel")+r.option("role") == ""
		}
		return r.Name == MessageAdd
	}
	return false
}

// MessageAdd is the moderators' command that takes a message as a draft. It is
// no slash command: it stands in the menu of messages.
const MessageAdd = "message add"

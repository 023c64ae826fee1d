package moderate

import "pamphlet/bot"

// A Usage describes a command of moderators.
type Usage struct {
	Name       string // such as "kb add"
	Summary    string
	Right      bot.Right
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
	verbNew  bot.Verb = "new"  // submit: a new article
	verbPick bot.Verb = "pick" // choose a passage to edit: slug, revision | passage
	// verbPickPage shows more of them: slug, revision, part of a heading, page.
	verbPickPage  bot.Verb = "pickpage"
	verbReword    bot.Verb = "reword"    // submit: slug, revision, passage
	verbPublish   bot.Verb = "publish"   // draft, and what was shown of it: see previewToken
	verbAnyway    bot.Verb = "anyway"    // submit: publish although a test breaks: the same
	verbRedo      bot.Verb = "redo"      // make the draft again over the newest revision
	verbDiscard   bot.Verb = "discard"   // draft
	verbTell      bot.Verb = "tell"      // tell the channel that there is an answer: draft
	verbQueued    bot.Verb = "queued"    // open a queued question
	verbQueuePage bot.Verb = "queuepage" // more of them: stage, page
	verbWrite     bot.Verb = "write"     // queued: opens a form
	VerbWritten   bot.Verb = "written"   // submit: queued
	verbWay       bot.Verb = "way"       // queued, page: choose the passage it asks for
	verbWayTo     bot.Verb = "wayto"     // queued | passage
	verbIgnore    bot.Verb = "ignore"    // queued
	verbSnooze    bot.Verb = "snooze"    // queued
	verbUntest    bot.Verb = "untest"    // case
	verbRun       bot.Verb = "runtests"
	verbSetting   bot.Verb = "setting"  // choose a setting
	verbValue     bot.Verb = "value"    // submit or choose: setting | value
	verbSet       bot.Verb = "set"      // setting, its new value and its old one: carry out
	verbSetWords  bot.Verb = "setwords" // the same for synonyms, which a publisher may change
	verbRight     bot.Verb = "right"    // choose a role: right | role
	verbSetRight  bot.Verb = "setright" // right, role, give or take: carry out
)

// command registers a command and the right it takes.
func (b *Bot) command(may bot.Right, do handlerFunc, u Usage) {
	u.Right = may
	b.commands = append(b.commands, u)
	b.handlers["/"+u.Name] = handler{may, do}
}

// on registers what buttons, menus or forms do, and the right it takes.
func (b *Bot) on(kind bot.RequestKind, may bot.Right, acts map[bot.Verb]handlerFunc) {
	for verb, do := range acts {
		b.handlers[handlerKey(bot.Request{Kind: kind, Verb: verb})] = handler{may, do}
	}
}

func need(name, hint string) Parameter  { return Parameter{name, hint, true} }
func maybe(name, hint string) Parameter { return Parameter{Name: name, Hint: hint} }

func (b *Bot) articleHandlers() {
	columns := maybe("columns", "which columns of a table hold what, such as question=B,answer=C")
	b.command(bot.MayEdit, b.kbList, Usage{Name: "kb list", Summary: "List the articles"})
	b.command(bot.MayEdit, b.kbShow, Usage{Name: "kb show", Summary: "Send an article as a file",
		Parameters: []Parameter{need("article", "its name"), maybe("revision", "an older one")}})
	b.command(bot.MayEdit, b.kbAdd, Usage{Name: "kb add", Summary: "Add an article: a file, a web address, or a form", File: true,
		Parameters: []Parameter{maybe("url", "a public web page"), maybe("title", "its title"), columns}})
	b.command(bot.MayEdit, b.kbEdit, Usage{Name: "kb edit", Summary: "Change a passage, the title, the review date, or a whole article by a file", File: true,
		Parameters: []Parameter{need("article", "its name"), maybe("passage", "the heading it stands under"), maybe("title", "its new title"),
			maybe("review", "the day to read it again, such as 2027-05-01, or never"), columns}})
	b.command(bot.MayEdit, b.kbRemove, Usage{Name: "kb remove", Summary: "Take an article out of the answers",
		Parameters: []Parameter{need("article", "its name")}})
	b.command(bot.MayEdit, b.kbRefresh, Usage{Name: "kb refresh", Summary: "Read an article's web page again and show what changed",
		Parameters: []Parameter{need("article", "its name"), maybe("every", "day, week or month: by itself from now on, as drafts; never ends that")}})
	b.command(bot.MayEdit, b.messageAdd, Usage{Name: "message add", Summary: "Take a message as a draft answer"})
	b.command(bot.MayEdit, b.kbHistory, Usage{Name: "kb history", Summary: "List an article's revisions",
		Parameters: []Parameter{need("article", "its name")}})
	b.command(bot.MayEdit, b.kbDiff, Usage{Name: "kb diff", Summary: "Compare two revisions of an article",
		Parameters: []Parameter{need("article", "its name"), maybe("from", "a revision"), maybe("to", "a revision")}})
	b.command(bot.MayEdit, b.kbRollback, Usage{Name: "kb rollback", Summary: "Make an earlier revision answer again",
		Parameters: []Parameter{need("article", "its name"), need("revision", "its number")}})
	b.command(bot.MayEdit, b.kbAudit, Usage{Name: "kb audit", Summary: "List who changed what, when and why",
		Parameters: []Parameter{maybe("article", "its name")}})
	b.on(bot.Submit, bot.MayEdit, map[bot.Verb]handlerFunc{
		verbNew: b.submitNew, verbReword: b.submitReword,
	})
	b.on(bot.Press, bot.MayEdit, map[bot.Verb]handlerFunc{
		verbPick: b.pressPick, verbPickPage: b.pressPickPage,
	})
}

func (b *Bot) draftHandlers() {
	draft := need("draft", "its number")
	b.command(bot.MayEdit, b.kbDrafts, Usage{Name: "kb drafts", Summary: "List the drafts that wait"})
	b.command(bot.MayEdit, b.kbPreview, Usage{Name: "kb preview", Summary: "Show what a draft would change", Parameters: []Parameter{draft}})
	b.command(bot.MayPublish, b.kbPublish, Usage{Name: "kb publish", Summary: "Make a draft answer",
		Parameters: []Parameter{draft, maybe("why", "why, if a test breaks")}})
	b.command(bot.MayEdit, b.kbDiscard, Usage{Name: "kb discard", Summary: "Give a draft up", Parameters: []Parameter{draft}})
	b.command(bot.MayEdit, b.kbTests, Usage{Name: "kb tests", Summary: "List, run or remove your own tests",
		Parameters: []Parameter{maybe("run", "yes to run them"), maybe("add", "a question that is answered well now"), maybe("remove", "a test's number")}})
	b.on(bot.Press, bot.MayPublish, map[bot.Verb]handlerFunc{
		verbPublish: b.pressPublish, verbAnyway: b.pressAnyway, verbTell: b.pressTell,
	})
	b.on(bot.Submit, bot.MayPublish, map[bot.Verb]handlerFunc{
		verbAnyway: b.submitAnyway,
	})
	b.on(bot.Press, bot.MayEdit, map[bot.Verb]handlerFunc{
		verbRedo: b.pressRebase, verbDiscard: b.pressDiscard, bot.VerbTest: b.pressTest, verbUntest: b.pressUntest,
		verbRun: b.runTests,
	})
}

func (b *Bot) queueHandlers() {
	b.command(bot.MayEdit, b.kbQueue, Usage{Name: "kb queue", Summary: "List the questions that wait for an answer",
		Parameters: []Parameter{maybe("stage", "new, drafted, answered or ignored"), maybe("question", "a question's number"),
			maybe("passage", "make it another way to ask for this passage"), maybe("export", "csv or jsonl: all questions as a file")}})
	b.command(bot.MayEdit, b.kbStats, Usage{Name: "kb stats", Summary: "Sum up what was asked and what answered",
		Parameters: []Parameter{maybe("days", "how many, 1 to 90; 30 if you don't say")}})
	b.on(bot.Press, bot.MayEdit, map[bot.Verb]handlerFunc{
		verbQueuePage: b.pressQueuePage, verbQueued: b.pressQueued, verbWrite: b.pressWrite, verbWay: b.pressWay,
		verbWayTo: b.pressWayTo, verbIgnore: b.pressIgnore, verbSnooze: b.pressSnooze,
	})
	b.on(bot.Submit, bot.MayEdit, map[bot.Verb]handlerFunc{
		VerbWritten: b.submitWritten,
	})
}

func (b *Bot) settingHandlers() {
	b.command(bot.MayConfigure, b.setup, Usage{Name: "setup", Summary: "Show and change how the bot behaves here",
		Parameters: []Parameter{maybe("setting", "its name"), maybe("value", "the new value"), maybe("channel", "the new value, if it is a channel"),
			maybe("role", "a role to give a right, or take it from; or the new value, if it is a role"), maybe("may", "edit, publish or configure")}})
	b.command(bot.MayPublish, b.kbSynonym, Usage{Name: "kb synonym", Summary: "List, add or remove words that mean the same",
		Parameters: []Parameter{maybe("add", "such as: nausea, feel sick"), maybe("remove", "a line's number")}})
	b.command(bot.MayConfigure, b.kbExport, Usage{Name: "kb export", Summary: "Send everything as files"})
	b.on(bot.Press, bot.MayPublish, map[bot.Verb]handlerFunc{
		verbSetWords: b.pressSetWords,
	})
	b.on(bot.Press, bot.MayConfigure, map[bot.Verb]handlerFunc{
		verbSetting: pressSetting, verbValue: b.submitValue, verbSet: b.pressSet, verbRight: b.pressRight,
		verbSetRight: b.pressSetRight,
	})
	b.on(bot.Submit, bot.MayConfigure, map[bot.Verb]handlerFunc{
		verbValue: b.submitValue,
	})
}

// OpensForm reports whether the reply to r may be a form, which nothing may come
// before.
func (b *Bot) OpensForm(r bot.Request) bool {
	switch r.Kind {
	case bot.Press:
		return r.Verb == verbPick || r.Verb == verbWrite || r.Verb == verbAnyway || r.Verb == verbSetting
	case bot.Command:
		switch r.Name {
		case "kb add":
			return r.Option("file") == "" && r.Option("url") == ""
		case "kb edit":
			return r.Option("file")+r.Option("title")+r.Option("review") == ""
		case "setup":
			return r.Option("setting") != "" && r.Option("value")+r.Option("channel")+r.Option("role") == ""
		}
		return r.Name == MessageAdd
	}
	return false
}

// MessageAdd is the moderators' command that takes a message as a draft. It is
// no slash command: it stands in the menu of messages.
const MessageAdd = "message add"

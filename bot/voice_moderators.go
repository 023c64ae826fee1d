package bot

// This file holds what the bot says to moderators, by the rules of voice.go.
// Each refusal is one private sentence that says what to do.

const (
	sayInGuildOnly sentence = "mod.guildonly"
	sayNoRight     sentence = "mod.noright"
	sayTooLarge    sentence = "mod.toolarge"
	sayLargeFile   sentence = "mod.largefile"
	saySomebody    sentence = "mod.somebody"

	sayNoFetch       sentence = "add.nofetch"
	sayEmptyMessage  sentence = "add.emptymessage"
	sayFormEmpty     sentence = "add.formempty"
	sayBadAddress    sentence = "add.badaddress"
	sayGivenArticle  sentence = "add.given"
	sayFormNew       sentence = "add.form"
	sayFieldQuestion sentence = "add.question"
	sayFieldAnswer   sentence = "add.answer"
	sayFieldTitle    sentence = "add.title"
	sayHintTitle     sentence = "add.title.hint"
	sayFieldWays     sentence = "add.ways"
	sayFieldSource   sentence = "add.source"

	sayNoSuchArticle sentence = "edit.noarticle"
	sayNoSuchPassage sentence = "edit.nopassage"
	sayPickPassage   sentence = "edit.pick"
	sayEarlierPage   sentence = "page.earlier"
	sayLaterPage     sentence = "page.later"
	sayPage          sentence = "page"
	sayLongPassage   sentence = "edit.long"
	sayOneArticle    sentence = "edit.onearticle"
	sayFieldText     sentence = "edit.text"
	sayHintText      sentence = "edit.text.hint"
	sayChangedSince  sentence = "edit.changed"
	sayTextKept      sentence = "edit.textkept"
	sayNoSuchDay     sentence = "edit.noday"
	sayReviewDate    sentence = "preview.review"
	sayNever         sentence = "preview.never"
	sayNoSource      sentence = "refresh.nosource"
	sayNoNews        sentence = "refresh.nonews"
	sayClash         sentence = "refresh.clash"

	sayNoPassages      sentence = "draft.nopassages"
	sayNoChange        sentence = "draft.nochange"
	sayNoDraft         sentence = "draft.none"
	sayNoDrafts        sentence = "draft.nolist"
	sayDrafts          sentence = "draft.list"
	sayDraftLine       sentence = "draft.line"
	sayDraft           sentence = "draft"
	sayDraftOpen       sentence = "draft.open"
	sayDraftPublished  sentence = "draft.published"
	sayDraftDiscarded  sentence = "draft.closed"
	sayDiscarded       sentence = "draft.discarded"
	sayGivenUp         sentence = "draft.givenup"
	sayPassages        sentence = "preview.passages"
	sayRemoves         sentence = "preview.removes"
	sayManyArticles    sentence = "preview.many"
	sayNothingAsked    sentence = "preview.noquestions"
	sayNoEffect        sentence = "preview.noeffect"
	sayEffects         sentence = "preview.effects"
	sayNewlyAnswered   sentence = "preview.answered"
	sayNewlyUnanswered sentence = "preview.unanswered"
	sayMoved           sentence = "preview.moved"
	sayBroken          sentence = "preview.broken"
	sayTestsHold       sentence = "preview.testshold"
	sayLate            sentence = "preview.late"
	sayOfGuild         sentence = "preview.guild"
	sayGonePassages    sentence = "preview.gone"
	sayAlsoAsked       sentence = "preview.alsoasked"
	sayNotAsked        sentence = "preview.notasked"
	sayFinding         sentence = "preview.finding"
	sayBlocked         sentence = "publish.blocked"

	sayPublish         sentence = "publish.button"
	sayDiscard         sentence = "publish.discard"
	sayAnyway          sentence = "publish.anyway"
	sayRedo            sentence = "publish.redo"
	sayFormWhy         sentence = "publish.form"
	sayFieldWhy        sentence = "publish.why"
	sayTwoPerson       sentence = "publish.two"
	sayBreaks          sentence = "publish.breaks"
	sayLookAgain       sentence = "publish.again"
	sayMoving          sentence = "publish.moving"
	sayPublished       sentence = "publish.done"
	sayPublishedBefore sentence = "publish.before"
	sayRevision        sentence = "publish.revision"
	sayRemoved         sentence = "publish.removed"
	sayTell            sentence = "publish.tell"
	sayTold            sentence = "publish.told"
	sayNews            sentence = "publish.news"
	sayNobodyToTell    sentence = "publish.nobody"
	sayStillUnknown    sentence = "publish.stillunknown"
	sayCannotRedo      sentence = "publish.cannotredo"
	sayRedoClash       sentence = "publish.clash"

	sayNoOwnArticles  sentence = "list.none"
	sayArticles       sentence = "list"
	sayArticleLine    sentence = "list.line"
	sayShown          sentence = "show"
	sayNoSuchRevision sentence = "history.norevision"
	sayHistory        sentence = "history"
	sayRevisionLine   sentence = "history.line"
	sayAnswersNow     sentence = "history.answers"
	sayDiff           sentence = "diff"
	sayNoDifference   sentence = "diff.none"
	sayAudit          sentence = "audit"
	sayNoAudit        sentence = "audit.none"

	sayNoTests       sentence = "tests.none"
	sayTests         sentence = "tests"
	sayTestsRun      sentence = "tests.run"
	sayRunTests      sentence = "tests.button"
	sayNothing       sentence = "tests.nothing"
	sayNothingToTest sentence = "tests.notest"
	sayTestKept      sentence = "tests.kept"
	sayTestDropped   sentence = "tests.dropped"
	sayNoTest        sentence = "tests.nosuch"
	sayMakeTest      sentence = "tests.make"

	sayNoAnswerToTest sentence = "tests.unanswered"

	sayHandedOver    sentence = "queue.handedover"
	sayAskModerator  sentence = "queue.ask"
	sayNoSuchStage   sentence = "queue.nostage"
	sayQueueEmpty    sentence = "queue.empty"
	sayQueue         sentence = "queue"
	sayQueueLine     sentence = "queue.line"
	sayAskedTimes    sentence = "queue.times"
	sayPickQuestion  sentence = "queue.pick"
	sayNotQueued     sentence = "queue.gone"
	sayNoSuchFormat  sentence = "queue.noformat"
	sayQueueExported sentence = "queue.export"
	sayQueued        sentence = "queue.one"
	sayNearest       sentence = "queue.nearest"
	sayWrite         sentence = "queue.write"
	sayWay           sentence = "queue.way"
	sayIgnore        sentence = "queue.ignore"
	saySnooze        sentence = "queue.snooze"
	sayNothingNear   sentence = "queue.nothingnear"
	sayIgnored       sentence = "queue.ignored"
	saySnoozed       sentence = "queue.snoozed"

	saySetup          sentence = "setup"
	sayPickSetting    sentence = "setup.pick"
	sayPickRole       sentence = "setup.role"
	sayPickChannel    sentence = "setup.channel"
	sayPickValue      sentence = "setup.value"
	sayGrants         sentence = "setup.grants"
	sayNoSuchSetting  sentence = "setup.nosetting"
	saySettingIs      sentence = "setup.is"
	sayHintDefault    sentence = "setup.hint"
	sayBadValue       sentence = "setup.bad"
	saySettingPreview sentence = "setup.preview"
	saySave           sentence = "setup.save"
	sayNotPreviewed   sentence = "setup.notpreviewed"
	saySettingSaved   sentence = "setup.saved"
	sayChooseChannel  sentence = "setup.choosechannel"
	sayNoSuchRight    sentence = "setup.noright"
	sayWouldGrant     sentence = "setup.wouldgrant"
	sayWouldRevoke    sentence = "setup.wouldrevoke"
	sayGranted        sentence = "setup.granted"
	sayRevoked        sentence = "setup.revoked"

	sayNoSynonyms sentence = "synonyms.none"
	saySynonyms   sentence = "synonyms"
	sayNoSuchLine sentence = "synonyms.noline"
	sayNoExport   sentence = "export.none"
	sayExported   sentence = "export"

	sayDigest        sentence = "digest"
	sayDigestMost    sentence = "digest.most"
	sayDigestWaiting sentence = "digest.waiting"
	sayDigestLate    sentence = "digest.late"
	sayDigestLine    sentence = "digest.line"
	sayDigestReview  sentence = "digest.review"
)

// moderating is the English of what moderators are told.
var moderating = map[sentence]string{
	sayInGuildOnly: "This works in a server only; please use it there.",
	sayNoRight:     "You need the right to %s here. Somebody who may manage the server can give it to one of your roles with /setup.",
	sayTooLarge:    "That is more than I can read at once; please send at most 10 MB, in parts if need be.",
	sayLargeFile:   "That is more than Discord takes as a file; please ask the operator for \"pamphlet export\" or \"pamphlet articles show\".",
	saySomebody:    "somebody else",

	sayNoFetch:       "I cannot read web pages here; please send the article as a file.",
	sayEmptyMessage:  "That message has no words to take; please choose one with text.",
	sayFormEmpty:     "The question, the answer and the title each need at least one word; please fill them in.",
	sayBadAddress:    "That source is no web address; please write it in full, as in https://example.org/page, or leave it empty.",
	sayGivenArticle:  "That article came cut into passages and cannot grow by a form; please choose another title.",
	sayFormNew:       "Add a question and its answer",
	sayFieldQuestion: "Question",
	sayFieldAnswer:   "Answer",
	sayFieldTitle:    "Title of the article",
	sayHintTitle:     "A title that is there already: the answer is added to it",
	sayFieldWays:     "Other ways to ask, one a line",
	sayFieldSource:   "Source: a web address",

	sayNoSuchArticle: "There is no article of that name; /kb list shows their names.",
	sayNoSuchPassage: "That article has no passage under such a heading; leave the passage out to choose from a list.",
	sayPickPassage:   "Which passage?",
	sayEarlierPage:   "Earlier",
	sayLaterPage:     "More",
	sayPage:          "To choose from: %d to %d of %d.",
	sayLongPassage:   "That passage is too long for a form; please get the article with /kb show, change the file, and send it back with /kb edit.",
	sayOneArticle:    "That holds %d articles; please send a file with just the one.",
	sayFieldText:     "The passage",
	sayHintText:      "Empty takes the passage out",
	sayChangedSince:  "*%s* was changed in the meantime by %s, and nothing was overwritten; please look at it and make your change again.",
	sayTextKept:      "What you wrote is attached.",
	sayNoSuchDay:     "Please write the day as in 2027-05-01, or the word never.",
	sayReviewDate:    "To be reviewed: %s; then: %s.",
	sayNever:         "never",
	sayNoSource:      "That article has no web address to read again; please send it as a file with /kb edit.",
	sayNoNews:        "The page of *%s* has nothing new.",
	sayClash:         "Changed both by hand and on the page, kept as edited by hand: %s",

	sayNoPassages:      "Nothing in that could answer a question; please send an article with at least one sentence below a title, or use /kb remove.",
	sayNoChange:        "That changes nothing: it is just so already.",
	sayNoDraft:         "That draft is not there any more; /kb drafts lists those that wait.",
	sayNoDrafts:        "No drafts wait.",
	sayDrafts:          "Drafts that wait: %d",
	sayDraftLine:       "%d: %s (%s) by %s, %s",
	sayDraft:           "Draft %d: %s (%s), by %s.",
	sayDraftOpen:       "It does not answer until it is published.",
	sayDraftPublished:  "It is published.",
	sayDraftDiscarded:  "It was given up.",
	sayDiscarded:       "That draft was given up before; please make it again.",
	sayGivenUp:         "Draft %d is given up; nothing has changed.",
	sayPassages:        "Passages: %d, of which new or changed: %d.",
	sayRemoves:         "Passages that would no longer answer: %d. Its history stays.",
	sayManyArticles:    "%d articles; the attached file shows them all.",
	sayNothingAsked:    "No questions have been kept yet to try this on.",
	sayNoEffect:        "Tried on questions asked lately (%d): none would be answered otherwise.",
	sayEffects:         "Tried on questions asked lately (%d).",
	sayNewlyAnswered:   "Newly answered (%d):",
	sayNewlyUnanswered: "No longer answered (%d):",
	sayMoved:           "Answered from elsewhere (%d):",
	sayBroken:          "Tests that would break (%d):",
	sayGonePassages:    "Headings of revision %d that would be gone (%d):",
	sayAlsoAsked:       "also asked as: %s",
	sayNotAsked:        "no longer asked as: %s",
	sayFinding:         "Please look at: **%s**. %s",
	sayBlocked:         "Not published: this must not stand in an article; please word it otherwise in a new draft, or ask the operator to publish it and say why.",
	sayTestsHold:       "Tests run: %d; none breaks.",
	sayLate:            "Changed by others since this draft was made, which must be made again:%s",
	sayOfGuild:         "(a test of server %s)",

	sayPublish:         "Publish",
	sayDiscard:         "Discard",
	sayAnyway:          "Publish anyway",
	sayRedo:            "Make it again over the newest",
	sayFormWhy:         "Publish although tests break",
	sayFieldWhy:        "Why? This is kept in the audit",
	sayTwoPerson:       "Two people must agree here; please ask another moderator to publish your draft.",
	sayBreaks:          "Not published: some of your tests would break (%d). Publish it anyway and say why, or discard it.",
	sayLookAgain:       "Not published yet: something else was changed here, and the draft would now do this; please look again.",
	sayMoving:          "Not published: others are publishing at this very moment; please try again in a minute.",
	sayPublished:       "Draft %d is published and answers from now on.",
	sayPublishedBefore: "That draft is published already; /kb rollback takes it back.",
	sayRevision:        "*%s*: revision %d, passages: %d",
	sayRemoved:         "*%s* no longer answers",
	sayTell:            "Tell the channel",
	sayTold:            "I have told the channel where it was asked.",
	sayNews:            "Something that was asked here has an answer now: *%s*",
	sayNobodyToTell:    "It is not known any more where that was asked, so I cannot tell anybody.",
	sayStillUnknown:    "The question still finds no answer; please add it as another way to ask first.",
	sayCannotRedo:      "This one cannot be made again by itself; please discard it and make your change anew.",
	sayRedoClash:       "The same part was changed by both of you (%s); please discard this draft and make your change anew.",

	sayNoOwnArticles:  "There are no articles yet; /kb add adds one.",
	sayArticles:       "Articles: %d",
	sayArticleLine:    "%s: *%s*, revision %d, passages: %d",
	sayShown:          "*%s* is attached. Change the file and send it back with /kb edit.",
	sayNoSuchRevision: "There is no such revision; /kb history lists them.",
	sayHistory:        "Revisions of *%s*: %d",
	sayRevisionLine:   "%d: %s by %s",
	sayAnswersNow:     " (answers now)",
	sayDiff:           "*%s*, from revision %d to %d:",
	sayNoDifference:   "Revisions %d and %d say the same.",
	sayAudit:          "What was changed last:",
	sayNoAudit:        "Nothing has been changed yet.",

	sayNoTests:        "There are no tests yet; \"Make this a test\" below an answer adds one.",
	sayTests:          "Tests: %d",
	sayTestsRun:       "Tests that hold: %d; that do not: %d.",
	sayRunTests:       "Run them",
	sayNothing:        "nothing",
	sayNothingToTest:  "That answer is not kept any more; please ask the question again and press the button below the answer.",
	sayTestKept:       "Kept as a test: this question must lead to \"*%s*\".",
	sayNoAnswerToTest: "That question finds no answer yet; please add one first.",
	sayTestDropped:    "Test %d is removed.",
	sayNoTest:         "Please name the number of a test; /kb tests lists them.",
	sayMakeTest:       "Make this a test",

	sayHandedOver:    "I have passed your question on to the moderators, without your name.",
	sayAskModerator:  "Ask a moderator",
	sayNoSuchStage:   "The stages are new, drafted, answered and ignored; please name one of them.",
	sayQueueEmpty:    "No questions wait there.",
	sayQueue:         "Questions: %d",
	sayQueueLine:     "%d: %s (asked %d×; %s)",
	sayAskedTimes:    "asked %d×",
	sayPickQuestion:  "Open a question",
	sayNotQueued:     "That question is not in the queue any more; /kb queue lists those that are.",
	sayNoSuchFormat:  "The queue can be sent as csv or as jsonl; please name one of them.",
	sayQueueExported: "The whole queue is attached, questions: %d.",
	sayQueued:        "*%s*\nAsked %d×, last on %s (%s).",
	sayNearest:       "Nearest: %s",
	sayWrite:         "Write an answer",
	sayWay:           "Add as another way to ask",
	sayIgnore:        "Ignore",
	saySnooze:        "Snooze",
	sayNothingNear:   "You have no article yet that could answer it; please write an answer instead.",
	sayIgnored:       "It is ignored from now on, also when it is asked again.",
	saySnoozed:       "It is back on %s.",

	saySetup:          "How I behave here:",
	sayPickSetting:    "Change a setting",
	sayPickRole:       "Let a role %s, or not",
	sayPickChannel:    "Choose a channel",
	sayPickValue:      "Choose",
	sayGrants:         "Rights of roles:",
	sayNoSuchSetting:  "There is no such setting; /setup lists them.",
	saySettingIs:      "%s. Now: %s",
	sayHintDefault:    "The word default takes it back",
	sayBadValue:       "%s: please give %s, or the word default.",
	saySettingPreview: "%s\nNow: %s\nThen: %s",
	saySave:           "Save",
	sayNotPreviewed:   "Another value was entered since; please enter yours again.",
	saySettingSaved:   "Saved. %s: %s",
	sayChooseChannel:  "Please choose that channel from the list, so that it is one of this server: leave the value out, or use the option channel.",
	sayNoSuchRight:    "Please name a role and one of the rights edit, publish and configure.",
	sayWouldGrant:     "The role %s would then be allowed to %s: %s.",
	sayWouldRevoke:    "The role %s would then no longer be allowed to %s: %s.",
	sayGranted:        "The role %s may now %s. Discord hides my commands from who may not manage the server: show them to that role under Server Settings, Integrations.",
	sayRevoked:        "The role %s may no longer %s.",

	sayNoSynonyms: "No words of your own yet; add some as in: nausea, feel sick",
	saySynonyms:   "Lines of words that mean the same: %d",
	sayNoSuchLine: "There is no such line; /kb synonym lists them with their numbers.",
	sayNoExport:   "I cannot send files here; please ask the operator for \"pamphlet export\".",
	sayExported:   "Everything is attached, packed. Unpacked, \"pamphlet import\" reads it back.",

	sayDigest:        "Yesterday I answered %d× and could not answer %d×.",
	sayDigestMost:    "Asked yesterday (different questions: %d):",
	sayDigestWaiting: "Waiting for an answer (%d); /kb queue opens them:",
	sayDigestLate:    "Past their review date (%d):",
	sayDigestLine:    "%s (%d×)",
	sayDigestReview:  "*%s*, due on %s",

	"right.edit":      "edit",
	"right.publish":   "publish",
	"right.configure": "configure",

	"right.edit.about":      "make drafts, and work on the queue",
	"right.publish.about":   "make drafts answer, and change what words mean the same",
	"right.configure.about": "change settings and rights, and export everything",

	"setting.disclaimer": "The sentence that closes every answer",
	"setting.threshold":  "How sure I must be to answer",
	"setting.private":    "Whether only the asker sees the answer to /ask",
	"setting.channels":   "Channels where I answer a mention",
	"setting.alert":      "Channel that hears when someone may be in danger",
	"setting.digest":     "Channel that gets the daily digest",
	"setting.country":    "Country whose crisis lines I show",
	"setting.retention":  "Days that questions are kept",
	"setting.locale":     "Language of my own sentences",
	"setting.review":     "Articles past their review date",
	"setting.twoperson":  "Whether another moderator must publish a draft",
	"setting.synonyms":   "Words that mean the same",

	"default.private":   "off",
	"default.channels":  "everywhere",
	"default.alert":     "none",
	"default.digest":    "none",
	"default.country":   "none",
	"default.retention": "30",
	"default.locale":    "as each member has set it",
	"default.review":    "note",
	"default.twoperson": "off",
	"default.synonyms":  "none of your own",

	"allowed.disclaimer": "a sentence of 20 to 300 characters",
	"allowed.threshold":  "a number between 5% and 99%",
	"allowed.private":    "on or off",
	"allowed.channels":   "one to 50 channels",
	"allowed.alert":      "a channel",
	"allowed.digest":     "a channel",
	"allowed.country":    "a country's code of two letters, such as US",
	"allowed.retention":  "a number of days from 0 to 365",
	"allowed.locale":     "a language such as en or de",
	"allowed.review":     "note or withhold",
	"allowed.twoperson":  "on or off",
	"allowed.synonyms":   "a list such as: nausea, feel sick",
}

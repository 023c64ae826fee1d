// Package script is the text format of scripted conversations, and plays
// them: who says what, and what must come back.
//
// # The format
//
// A script is plain text that a moderator can write and read:
//
//	# A line that starts with # is a comment.
//	article: starter
//	article: articles/side-effects.md
//	article:
//	  | # Parking
//	  |
//	  | ## Where can I park?
//	  |
//	  | Behind the clinic, free of charge.
//
//	-- a question and what follows from it --
//	ana> How long does an infusion take?
//	  kind: answer
//	  has: 40 minutes
//	  from: What an infusion visit is like
//	ana> and the side effects?
//	  kind: answer | clarify
//
// A line that begins at the margin does something; the indented lines below
// it belong to it. Blank lines and comments may stand anywhere.
//
//	article: starter         learn the starter articles
//	article: PATH            learn a file or folder, found from the script's own folder
//	article:                 learn the text that follows, each line after "  | "
//	-- NAME --               a new conversation; nobody has said anything yet
//	wait: 25 hours           the clock moves on (seconds, minutes, hours, days)
//	ana> TEXT                ana asks; a text like "/kb list" is a command
//	ana says> TEXT           ana asks, even if the text begins with /
//	ana edits> TEXT          ana changes her last question
//	ana presses> LABEL       ana presses a button or picks from a menu
//	ana types> TEXT          ana has typed TEXT so far and sees suggestions
//	ana submits>             ana sends in the form she was shown
//	mod maria> TEXT          maria is a moderator
//	ana in dm> TEXT          a direct message; "in #news" names a channel
//
// Articles stay for all conversations of a script. What may stand below a
// turn, first what belongs to it and then what must come back:
//
//	> TEXT            one more line of what is said
//	repeated: 400     the text is said 400 times over, in one message
//	with NAME: VALUE  an option of a command, or a field of a form; a value of
//	                  several lines follows after "  | "
//	file NAME:        an attachment, whose text follows after "  | "
//	kind: KIND        what the reply is: answer, clarify, unknown, ...
//	has: TEXT         the reply holds TEXT (case, bold and spacing aside)
//	lacks: TEXT       the reply does not hold TEXT
//	from: TITLE       the quoted passage is from the article called TITLE
//	heading: HEADING  the quoted passage stands below HEADING
//	offers: LABEL     a button, a menu or the suggestions offer LABEL
//	private: yes      only the asker sees it ("no": everyone does)
//	says:             the reply is exactly what follows after "  | "
//
// In kind, has, lacks, from, heading and offers, " | " stands between several
// texts: one of them is enough (for lacks: none of them may stand there).
// Each may be given more than once.
//
// # Doubts
//
// A text that itself holds " | " cannot be expected with has. An attachment
// is text only. All members are of one guild.
package script

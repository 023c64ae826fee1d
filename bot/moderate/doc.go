// Package moderate is what moderators do, in Discord and on the command line:
// articles, drafts and their previews, publishing, tests, the queue of
// questions, settings and rights. A Bot here is a bot.Bot that answers these
// requests too; package bot knows nothing of them.
//
// A request that has a handler (commands.go) is authorized and carried out
// (authorize.go); every other is for the bot.Bot within.
//
// Doubts: a moderator's button below a member's answer (bot.VerbTest) is made
// there and handled here. Lists that moderators read page by page are built by
// the same helpers as those of members, which is why bot exports them.
package moderate

// Package bot is what the bot says: a Request in, a Reply out. It knows neither
// Discord's API nor SQL, so the whole product can be talked to in a terminal,
// in a script and in Discord with the same code.
package bot

// Package discord is the one door to Discord: it turns what the gateway says
// into bot.Request values and bot.Reply values into REST calls.
//
// The trip of an interaction: a packet of the gateway (package gateway) → events.go,
// which decodes the event → interactions.go, which drops repeats and keeps the limits
// → an acknowledgement, before any work → the handler, in a bounded pool →
// replies.go, which makes the message → rest.go, which sends it.
//
// discordgo v0.29.0 makes the REST calls and reads Discord's errors. Around it stand
// waiting under limits with a context, the global limit, retries, no bucket kept for
// each interaction, and errors without tokens (rest.go, ratelimit.go, apierror.go).
//
// Its gateway is not used. It deadlocks on op 7, answers op 9 at once, waits five
// intervals for a heartbeat's acknowledgement, sleeps a second over each lost
// connection, resumes where Discord does not want it, ends the session by the close
// frame it sends on a broken connection, speaks version 9, and decodes events into
// types of its own, which panics where a part is missing. Each could be had right
// only by parsing and rewriting what it reads and sends. So the package has a session
// of its own over gorilla/websocket:
//
//   - gateway, a package: sessions, from HELLO to the close codes, each packet decoded
//     once; plan.go says which shards run, and where the gateway may be;
//   - events.go: decoding as far as it is used, and recovery if it panics;
//   - endpoints.go: calls by name; a message does without what a channel denies the bot;
//   - signed.go: interactions over HTTP, which discordgo knows only to verify.
//
// Doubts. A private reply to a question deferred in public removes the
// deferral and follows up; Discord documents the parts, not the whole. A
// follow-up has no nonce, so that one whose connection broke is not repeated.
// A signed request that somebody recorded is known again only by the process that took
// it. The gateway is reached directly, not through an HTTP proxy. That Discord
// shows pictures where the bot may not embed links is not documented: where it refuses
// them with 50013, the answer goes without. A post's first message is read when the post
// is announced; if Discord should not have it by then, only the title counts.
package discord

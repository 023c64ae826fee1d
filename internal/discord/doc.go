// Package discord is the one door to Discord: it turns what the gateway says
// into bot.Request values and bot.Reply values into REST calls.
//
// The trip of an interaction: frames (conn.go) → discordgo → events.go, which
// decodes the raw event → interactions.go, which drops repeats and keeps the limits
// → an acknowledgement, before any work → the handler, in a bounded pool →
// replies.go, which makes the message → rest.go, which sends it.
//
// discordgo v0.29.0 speaks the gateway's protocol and builds the REST calls.
// Around it stand, because each was seen to be missing:
//
//   - conn.go: deadlines for reading; op 7 and op 9 taken out of its hands
//     (it deadlocks on the one and answers the other at once); no close frame
//     on a broken connection, which would end the session;
//   - dispatch.go: events go past its own decoding, which can panic;
//   - dialer.go: resuming where Discord says (resume_gateway_url), version 10,
//     the gateway's address as it was given;
//   - supervisor.go and shard.go: reconnecting, fatal close codes, a stuck
//     Open; identify.go spaces what many shards begin;
//   - rest.go: waiting under limits with a context, the global limit, retries,
//     no bucket kept for each interaction, errors without tokens;
//   - events.go: decoding that does not panic, and recovery if it does;
//   - fallback.go: answers that do without what a channel denies the bot;
//   - signed.go: interactions over HTTP, which discordgo knows only to verify.
//
// Doubts. A private reply to a question deferred in public removes the
// deferral and follows up; Discord documents the parts, not the whole. A
// follow-up has no nonce, so that one whose connection broke is not repeated.
// A signed request that somebody recorded is known again only by the process that took
// it. The gateway is reached directly, not through an HTTP proxy. That Discord
// refuses embeds with 50013 where they are not allowed is from what others
// report, not from its documentation. A post's first message is read when the post
// is announced; if Discord should not have it by then, only the title counts.
package discord

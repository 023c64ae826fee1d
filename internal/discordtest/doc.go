// Package discordtest is a Discord for tests: REST and gateway on loopback,
// as Discord documents them, for a real client to connect to.
//
// A test builds a world and acts as its people:
//
//	d := discordtest.New(t)
//	clinic := d.Guild("clinic")
//	ana := clinic.Member("ana")
//	asked := ana.Ask(clinic.Channel("general"), "how often is it taken?")
//	fmt.Println(asked.Reply().Text())
//
// What the bot sends is held to Discord's own OpenAPI description and to the
// limits it leaves out (see limits.go); what the double sends is held to the
// same description and to schemas of gateway events. A violation by either
// side fails the test. Faults are asked for with Fail (REST) and Next, Drop,
// Reconnect and the like (gateway).
//
// Doubts. Nobody has compared the double with the real Discord: where the
// documentation is silent it is a guess, marked as one. Message and embed
// lengths are counted in UTF-16 units, the stricter reading. Permissions of
// the bot are told, not enforced, and rate limits come only as injected.
//
// The OpenAPI description and the schemas in testdata are MIT, licences
// beside them. The description is loaded and resolved with kin-openapi; the
// values are checked with jsonschema, which compiles a schema once where
// kin-openapi, for OpenAPI 3.1, compiles it again for each value.
package discordtest

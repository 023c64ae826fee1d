package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// send dispatches an event, or keeps it for the resumption. It returns its
// number.
func (s *session) send(event string, data []byte) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dispatch(event, data)
	return s.seq
}

// dispatch numbers, keeps and sends an event. s.mu is held.
func (s *session) dispatch(event string, data []byte) {
	s.seq++
	raw := fmt.Appendf(nil, `{"t":%q,"s":%d,"op":0,"d":%s}`, event, s.seq, data)
	s.events = append(s.events, dispatched{s.seq, raw})
	if len(s.events) > keptEvents {
		s.events = append([]dispatched(nil), s.events[keptEvents/2:]...)
	}
	if c := s.conn.Load(); c != nil && !c.muted() {
		c.send(raw)
	}
}

// repeat sends the interaction of an ID once more, under a new number.
func (s *session) repeat(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.events {
		var packet struct {
			T string          `json:"t"`
			D json.RawMessage `json:"d"`
		}
		if bytes.Contains(e.raw, []byte(id)) && json.Unmarshal(e.raw, &packet) == nil && packet.T == "INTERACTION_CREATE" {
			s.dispatch(packet.T, packet.D)
			return
		}
	}
}

// A telling is an event as one session has it.
type telling struct {
	to  *session
	seq int
}

// dispatch sends an event to the sessions it concerns, and returns them:
// those of the guild's shard that asked for its intent.
func (d *Discord) dispatch(guild string, intent int, event string, data object) []telling {
	raw := d.validEvent(event, data)
	var told []telling
	for _, s := range d.gateway.all() {
		if shardOf(guild, s.shards) == s.shard && (intent == 0 || s.intents&intent != 0) {
			told = append(told, telling{s, s.send(event, raw)})
		}
	}
	return told
}

// eventSchema says which schema an event is held to.
func eventSchema(event string) string {
	switch event {
	case "READY":
		return "Ready"
	case "GUILD_CREATE":
		return "GuildCreate"
	case "INTERACTION_CREATE":
		return "InteractionCreate"
	case "MESSAGE_CREATE", "MESSAGE_UPDATE":
		return "MessageCreate"
	}
	return ""
}

// withoutSnapshots takes away what the schemas describe wrongly: of a forwarded
// message they want a whole message for each field.
func withoutSnapshots(value any) {
	switch v := value.(type) {
	case object:
		delete(v, "message_snapshots")
		for _, inner := range v {
			withoutSnapshots(inner)
		}
	case []any:
		for _, inner := range v {
			withoutSnapshots(inner)
		}
	}
}

// validEvent encodes an event and holds it to its schema.
func (d *Discord) validEvent(event string, data object) []byte {
	raw := encoded(data)
	if schema := eventSchema(event); schema != "" && d.sampled() {
		value, _ := decoded(raw)
		withoutSnapshots(value)
		d.report("the double's "+event, d.specs.violations(schema+"#", value))
	}
	return raw
}

package discord

import (
	"encoding/json"
	"errors"
	"strings"
)

// A packet is one of the gateway's, with its data unread.
type packet struct {
	Op *int            `json:"op"`
	S  json.RawMessage `json:"s,omitempty"`
	T  string          `json:"t,omitempty"`
	D  json.RawMessage `json:"d,omitempty"`
}

func readPacket(raw []byte) (packet, error) {
	var p packet
	if json.Unmarshal(raw, &p) != nil || p.Op == nil {
		return p, errors.New("gateway packet: not readable")
	}
	return p, nil
}

// disguise begins the names of events that discordgo is not to know.
const disguise = "own "

// disguised is a dispatch as discordgo sees it: of READY the session's ID
// alone, with all of it inside for us; RESUMED as it is; all else under a name
// that it does not know. It decodes what it knows into types of its own, and
// takes parts for granted: a guild that is null ended the process.
func (p packet) disguised() packet {
	switch p.T {
	case "READY":
		var ready struct {
			Session string          `json:"session_id"`
			All     json.RawMessage `json:"all"`
		}
		json.Unmarshal(p.D, &ready) // without it there is nothing to resume
		ready.All = p.D
		if len(ready.All) == 0 {
			ready.All = json.RawMessage("null")
		}
		p.D, _ = json.Marshal(ready) // Cannot fail: All was read as JSON.
	case "RESUMED":
		p.D = json.RawMessage("{}")
	default:
		p.T = disguise + p.T
	}
	return p
}

// undisguised is the name and the data of an event as the gateway sent them.
func undisguised(name string, data json.RawMessage) (string, json.RawMessage) {
	if name == "READY" {
		var ready struct{ All json.RawMessage }
		if json.Unmarshal(data, &ready) == nil {
			data = ready.All
		}
	}
	return strings.TrimPrefix(name, disguise), data
}

func (p packet) encoded() []byte {
	raw, _ := json.Marshal(p) // Cannot fail: each part was read as JSON.
	return raw
}

package discord

import (
	"encoding/json"
	"testing"
)

// FuzzInteraction reads any JSON as an interaction and as a message.
func FuzzInteraction(f *testing.F) {
	for _, raw := range []string{
		`{}`, `null`, `{"id":"1","token":"t","type":2,"user":{"id":"2"},"data":{"name":"ask","options":[{"name":"question","type":3,"value":"q"}]}}`,
		`{"id":"1","token":"t","type":3,"member":{"user":{"id":"2"},"permissions":"x"},"data":{"custom_id":"1|a","values":null}}`,
		`{"id":"1","token":"t","type":5,"user":{"id":"2"},"data":{"components":[{"component":null},{"components":[{}]}]}}`,
		`{"id":"1","author":null,"referenced_message":{"author":null},"mentions":[{}]}`,
	} {
		f.Add([]byte(raw))
	}
	client, err := New(Settings{Token: "t", Commands: testCommands}, echo)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var i interaction
		if json.Unmarshal(raw, &i) == nil {
			if r, _, err := client.request(&i); err == nil && (r.ID == "" || r.Member.ID == "") {
				t.Errorf("a request without ID or member")
			}
		}
		var m messageEvent
		if json.Unmarshal(raw, &m) == nil {
			if r, ours := client.question(&m); ours && (r.ID == "" || r.Kind == "") {
				t.Errorf("a question without ID or kind")
			}
		}
	})
}

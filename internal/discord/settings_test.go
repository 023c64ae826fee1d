package discord

import "testing"

func TestSettingsThatCannotWork(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what string
		s    Settings
	}{
		{"no token", Settings{}},
		{"an API without its gateway", Settings{Token: "t", API: "http://127.0.0.1:1"}},
		{"an API elsewhere", Settings{Token: "t", API: "http://example.com", Gateway: "ws://127.0.0.1:1"}},
		{"a gateway elsewhere", Settings{Token: "t", API: "http://localhost:1", Gateway: "ws://10.0.0.1:1"}},
		{"a shard there is not", Settings{Token: "t", Shards: 2, First: 2, Last: 2}},
		{"shards from back to front", Settings{Token: "t", Shards: 4, First: 2, Last: 1}},
		{"a part of no number of shards", Settings{Token: "t", First: 1, Last: 1}},
	} {
		if _, err := New(test.s, echo); err == nil {
			t.Errorf("%s: no error", test.what)
		}
	}
}

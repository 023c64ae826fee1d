package bundle

import (
	"bytes"
	"encoding/json"
)

// A text is what people chose, which may look like anything to YAML. It is
// written between quotes: the library leaves them out of texts such as "? a",
// which it cannot read back.
type text string

// MarshalYAML writes t as JSON does, which YAML reads.
func (t text) MarshalYAML() ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(string(t))
	return out.Bytes(), err
}

package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"

	"pamphlet/internal/source/draft"
)

// maxElementsXML bounds the elements and attributes of one part of a document.
const maxElementsXML = 1 << 20

// Tokens calls start, text and end for the parts of an XML text, text once for all
// between two tags.
func Tokens(body []byte, start func(xml.StartElement), text func(string), end func(string)) error {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	var between bytes.Buffer
	flush := func() {
		if between.Len() > 0 {
			text(between.String())
			between.Reset()
		}
	}
	for depth, elements := 0, 0; ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			flush()
			return nil
		}
		if err != nil {
			return damagedDOCX("its text is broken")
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return draft.Refusal(draft.ErrNesting, "", "save it as plain text and import that")
			}
			if elements += 1 + len(t.Attr); elements > maxElementsXML {
				return draft.TooMuch("it has too many elements", "save it as plain text and import that")
			}
			flush()
			start(t)
		case xml.EndElement:
			flush()
			depth--
			end(t.Name.Local)
		case xml.CharData:
			between.Write(t)
		}
	}
}

// value returns an attribute of e by its local name.
func value(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

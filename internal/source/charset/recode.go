package charset

import (
	"strings"

	"golang.org/x/net/html/charset"
)

// Recode turns a page into UTF-8 when it, or the server, says that it is
// written in something else.
func Recode(body []byte, mediaType string) []byte {
	if encoding, name, _ := charset.DetermineEncoding(body, mediaType); name != "utf-8" && name != "" {
		if _, invalid := firstInvalid(body); invalid == 0 && !strings.HasPrefix(name, "utf-16") {
			return body // it says one thing and is another
		}
		if _, said, ok := strings.Cut(strings.ToLower(mediaType), "charset="); name == "windows-1252" && !(ok && said != "") && !saysCharset(body) {
			return body // only a guess
		}
		if text, err := encoding.NewDecoder().Bytes(body); err == nil {
			return text
		}
	}
	return body
}

// saysCharset reports whether the page names its encoding.
func saysCharset(body []byte) bool {
	return strings.Contains(strings.ToLower(string(body[:min(len(body), 1024)])), "charset")
}

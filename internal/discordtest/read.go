package discordtest

import (
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
)

// readCall reads a body of JSON, or of JSON and files.
func readCall(r *http.Request) (*call, error) {
	const most = 25 << 20 // Discord's limit of a request
	r.Body = http.MaxBytesReader(nil, r.Body, most)
	kind, parameters, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		return readParts(r, parameters["boundary"])
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	c := &call{Request: r}
	if len(raw) == 0 {
		return c, nil
	}
	if kind != "application/json" {
		return nil, fmt.Errorf("body of type %q", kind)
	}
	c.body, err = decoded(raw)
	return c, err
}

func readParts(r *http.Request, boundary string) (*call, error) {
	c := &call{Request: r, files: map[string][]byte{}}
	parts := multipart.NewReader(r.Body, boundary)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return c, nil
		}
		if err != nil {
			return nil, err
		}
		raw, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		if part.FormName() == "payload_json" {
			if c.body, err = decoded(raw); err != nil {
				return nil, err
			}
		} else if !strings.HasPrefix(part.FormName(), "files[") {
			return nil, fmt.Errorf("part %q", part.FormName())
		} else {
			c.files[part.FileName()] = raw
		}
	}
}

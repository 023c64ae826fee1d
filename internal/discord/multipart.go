package discord

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strings"

	"pamphlet/bot"
)

// attached is a file to be sent with a message.
type attached = bot.File

// attach turns the call into one of several parts if there are files: the
// JSON as payload_json and each file as files[n], as Discord documents.
func (c *call) attach(files []attached) error {
	if len(files) == 0 {
		return nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	body, err := json.Marshal(c.body)
	if err != nil {
		return err
	}
	if err := part(w, `form-data; name="payload_json"`, "application/json", body); err != nil {
		return err
	}
	for n, f := range files {
		name := strings.NewReplacer("\\", "_", `"`, "_", "\r", "_", "\n", "_").Replace(f.Name)
		if err := part(w, fmt.Sprintf(`form-data; name="files[%d]"; filename="%s"`, n, name), "application/octet-stream", f.Body); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	c.raw, c.kind = b.Bytes(), w.FormDataContentType()
	return nil
}

func part(w *multipart.Writer, disposition, kind string, body []byte) error {
	p, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {kind}})
	if err != nil {
		return err
	}
	_, err = p.Write(body)
	return err
}

package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
)

// A call is a request the bot made, read and checked.
type call struct {
	*http.Request
	body  any
	files map[string][]byte
}

func (c *call) object() object {
	o, _ := c.body.(object)
	return o
}

// An answer is what the double says to a call. A nil body sends none.
type answer struct {
	status int
	body   any
}

// refusal is one of Discord's errors.
func refusal(status, code int, message string) answer {
	return answer{status, object{"message": message, "code": code}}
}

// An endpoint is one route: faults are what limits.go and the like find
// wrong with a body.
type endpoint struct {
	route  string
	open   bool // no bot token needed
	faults func(*call) []string
	// message is the message in a call, which must not ping; nil if it has none.
	message func(*call) object
	serve   func(*call) answer
}

func (d *Discord) handler() http.Handler {
	mux := http.NewServeMux()
	endpoints := append(d.worldEndpoints(), d.interactionEndpoints()...)
	for _, e := range append(endpoints, d.messageEndpoints()...) {
		method, template, _ := strings.Cut(e.route, " ")
		mux.HandleFunc(method+" /api/{version}"+template, func(w http.ResponseWriter, r *http.Request) {
			d.serve(w, r, e, method, template)
		})
	}
	mux.HandleFunc("GET /attachments/", d.serveAttachment)
	mux.HandleFunc("GET /gateway/", d.serveGateway)
	mux.HandleFunc("GET /gateway", d.serveGateway)
	mux.HandleFunc("GET /resume/here", func(w http.ResponseWriter, r *http.Request) {
		d.gateway.note("resume address")
		d.serveGateway(w, r)
	})
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		d.problem(r.Method + " " + r.Pattern + ": no such route")
		d.write(w, 404, object{"message": "404: Not Found", "code": 0})
	})
	return mux
}

func (d *Discord) serve(w http.ResponseWriter, r *http.Request, e endpoint, method, template string) {
	bucket := e.route + " " + r.PathValue("channel_id") + r.PathValue("guild_id") + r.PathValue("webhook_token") + r.PathValue("interaction_token")
	fault := d.fault(e.route, bucket)
	if fault.delays(r) {
		fault = nil
	}
	if fault != nil && !fault.acts {
		d.count(fault.status)
		fault.strike(d, w, bucket)
		return
	}
	given := d.answer(r, e, method, template)
	if fault != nil && fault.cut {
		cut(w)
		return
	}
	if fault != nil {
		fault.limitHeaders(w, bucket, 0)
	}
	d.count(given.status)
	d.write(w, given.status, given.body)
}

func (d *Discord) count(status int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rest.statuses[status]++
}

// answer reads, checks and carries out a request.
func (d *Discord) answer(r *http.Request, e endpoint, method, template string) answer {
	if v := r.PathValue("version"); v != "v9" && v != "v10" {
		d.report(e.route, []string{"API version is neither 9 nor 10"})
		return refusal(400, 50041, "Invalid API version")
	}
	if !strings.HasPrefix(r.UserAgent(), "DiscordBot (") {
		d.report(e.route, []string{"User-Agent is not of the form DiscordBot (url, version)"})
		return refusal(403, 40333, "internal network error")
	}
	if !e.open && r.Header.Get("Authorization") != "Bot "+d.token {
		return refusal(401, 0, "401: Unauthorized")
	}
	read, err := readCall(r)
	if err != nil {
		d.report(e.route, []string{err.Error()})
		return refusal(400, 50109, "The request body contains invalid JSON.")
	}
	refused, frowned := d.violations(read, e, method, template)
	d.report(e.route, append(refused, frowned...))
	if len(refused) > 0 {
		return refusal(400, 50035, "Invalid Form Body")
	}
	given := e.serve(read)
	d.checkAnswer(e.route, method, template, given)
	return given
}

// violations holds what the bot sent to the description and the limits. What
// Discord would let pass is frowned at: fields it does not know, and messages
// that may ping.
func (d *Discord) violations(c *call, e endpoint, method, template string) (refused, frowned []string) {
	place, schema := d.specs.requestPlace(method, template)
	if c.body != nil && place == "" {
		return []string{"a body is sent where none is taken"}, nil
	}
	if c.body != nil && d.sampled() {
		refused = d.specs.violations(place, lenient(c.body))
		frowned = unknownFields(c.body, "", schema)
	}
	if e.faults != nil {
		refused = append(refused, e.faults(c)...)
	}
	if e.message != nil {
		frowned = append(frowned, mentionFaults(e.message(c))...)
	}
	return refused, frowned
}

// lenient rewrites the one field where Discord's description contradicts its
// documentation: default_member_permissions is a string on the wire.
func lenient(body any) any {
	commands, ok := body.([]any)
	if !ok {
		commands = []any{body}
	}
	for _, c := range objects(commands) {
		if s, isText := c["default_member_permissions"].(string); isText {
			copied := clone(body)
			list, ok := copied.([]any)
			if !ok {
				list = []any{copied}
			}
			for _, c := range objects(list) {
				if _, isText := c["default_member_permissions"].(string); isText {
					c["default_member_permissions"] = json.Number(s)
				}
			}
			return copied
		}
	}
	return body
}

func (d *Discord) checkAnswer(route, method, template string, given answer) {
	place, described := d.specs.responsePlace(method, template, given.status)
	switch {
	case !described:
		d.problem(fmt.Sprintf("the double answers %s with status %d, which is not described", route, given.status))
	case place == "" && given.body != nil:
		d.problem("the double answers " + route + " with a body where none is described")
	case place != "" && given.body == nil:
		d.problem("the double answers " + route + " without the body described")
	case place != "" && d.sampled():
		value, _ := decoded(encoded(given.body))
		d.report("the double's answer to "+route, d.specs.violations(place, value))
	}
}

// write sends an answer. One without a body has no content type either.
func (d *Discord) write(w http.ResponseWriter, status int, body any) {
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(encoded(body))
}

func (d *Discord) serveAttachment(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	body, ok := d.attachments[r.URL.Path]
	d.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Write(body)
}

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

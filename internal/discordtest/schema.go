package discordtest

import (
	"bytes"
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

//go:embed testdata/openapi.json.gz testdata/gateway/*.json.gz
var vendored embed.FS

// specs are Discord's descriptions of itself, loaded once in a process.
type specs struct {
	api      *openapi3.T
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

var loadSpecs = sync.OnceValue(func() *specs {
	s := &specs{compiler: jsonschema.NewCompiler(), compiled: map[string]*jsonschema.Schema{}}
	raw := inflated("testdata/openapi.json.gz")
	api, err := openapi3.NewLoader().LoadFromData(raw)
	if err != nil {
		panic(fmt.Sprintf("discordtest: openapi.json: %v", err))
	}
	s.api = api
	s.add("openapi", raw)
	for _, event := range []string{"InteractionCreate", "MessageCreate", "Ready", "GuildCreate"} {
		s.add(event, inflated("testdata/gateway/"+event+".json.gz"))
	}
	return s
})

func inflated(name string) []byte {
	packed, err := vendored.ReadFile(name)
	if err != nil {
		panic("discordtest: " + err.Error())
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("discordtest: " + name + ": " + err.Error())
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		panic("discordtest: " + name + ": " + err.Error())
	}
	return raw
}

func (s *specs) add(name string, raw []byte) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err == nil {
		relax(doc)
		err = s.compiler.AddResource("mem:///"+name+".json", doc)
	}
	if err != nil {
		panic("discordtest: " + name + ": " + err.Error())
	}
}

// relax mends two slips of the generator of the gateway schemas: enumerations
// without members where it could not name them, and flags pinned to
// their only documented bit.
func relax(node any) {
	switch node := node.(type) {
	case object:
		if members, ok := node["enum"].([]any); ok && len(members) == 0 {
			delete(node, "enum")
		}
		for name, inner := range node {
			if flags, ok := inner.(object); ok && strings.HasSuffix(name, "Flags") {
				delete(flags, "const")
			}
			relax(inner)
		}
	case []any:
		for _, inner := range node {
			relax(inner)
		}
	}
}

// schema returns the compiled schema at a place such as
// "openapi#/components/schemas/UserResponse".
func (s *specs) schema(place string) (*jsonschema.Schema, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.compiled[place]; ok {
		return known, nil
	}
	name, pointer, _ := strings.Cut(place, "#")
	compiled, err := s.compiler.Compile("mem:///" + name + ".json#" + pointer)
	if err != nil {
		return nil, err
	}
	s.compiled[place] = compiled
	return compiled, nil
}

// violations says where value breaks the schema at place, without showing
// any of the value; nil if it does not.
func (s *specs) violations(place string, value any) []string {
	compiled, err := s.schema(place)
	if err != nil {
		return []string{err.Error()}
	}
	err = compiled.Validate(value)
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		if err != nil {
			return []string{err.Error()}
		}
		return nil
	}
	return leaves(invalid, nil)
}

// leaves lists the innermost causes of err, at most eight of them.
func leaves(err *jsonschema.ValidationError, found []string) []string {
	if len(err.Causes) == 0 && len(found) < 8 {
		return append(found, fmt.Sprintf("/%s breaks %s", strings.Join(err.InstanceLocation, "/"), strings.Join(err.ErrorKind.KeywordPath(), "/")))
	}
	for _, cause := range err.Causes {
		found = leaves(cause, found)
	}
	return found
}

// pointer writes the steps as the fragment of a schema's address.
func pointer(steps ...string) string {
	var b strings.Builder
	for _, step := range steps {
		step = strings.NewReplacer("~", "~0", "/", "~1").Replace(step)
		b.WriteString("/" + url.PathEscape(step))
	}
	return b.String()
}

// requestPlace is where the description has the JSON body of an operation;
// "" if it takes none.
func (s *specs) requestPlace(method, template string) (string, *openapi3.Schema) {
	op := s.operation(method, template)
	if op == nil || op.RequestBody == nil {
		return "", nil
	}
	media := op.RequestBody.Value.Content["application/json"]
	if media == nil {
		return "", nil
	}
	return "openapi#" + pointer("paths", template, strings.ToLower(method), "requestBody", "content", "application/json", "schema"), media.Schema.Value
}

// responsePlace is where the description has the JSON answer of an operation
// with a status; "" if it has none, false if the status is not described.
func (s *specs) responsePlace(method, template string, status int) (place string, described bool) {
	op := s.operation(method, template)
	if op == nil {
		return "", false
	}
	key := fmt.Sprint(status)
	response := op.Responses.Value(key)
	if response == nil {
		key = fmt.Sprintf("%dXX", status/100)
		response = op.Responses.Value(key)
	}
	switch {
	case response == nil:
		return "", status >= 500 // servers fail in ways no description lists
	case response.Value.Content["application/json"] == nil:
		return "", true
	case response.Ref != "":
		return "openapi" + response.Ref + pointer("content", "application/json", "schema"), true
	}
	return "openapi#" + pointer("paths", template, strings.ToLower(method), "responses", key, "content", "application/json", "schema"), true
}

func (s *specs) operation(method, template string) *openapi3.Operation {
	item := s.api.Paths.Value(template)
	if item == nil {
		return nil
	}
	return item.GetOperation(method)
}

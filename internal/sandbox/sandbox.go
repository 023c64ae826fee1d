// Package sandbox reads documents that strangers sent in a child process with
// hard limits of memory and time.
//
// It is the second fence: package source refuses what would cost too much,
// before it does. What gets past it, a fault in one of the parsers, ends the
// child, and costs one moderator one sentence; the parent never reads the
// document itself. The child is this very program. It has an empty environment,
// so it does not know the bot's token, may open few files and write none, and on
// Linux it can reach no network, start no program and look into no other process.
//
// What reads PDF takes seconds to prepare; that is done once, before the limits,
// and kept in a cache folder.
//
// # Doubts
//
// A child costs about 30 ms and 25 MB, one for PDF more. It can read what the
// bot's account can read. On systems other than Linux it keeps its network, and
// only its time is limited.
package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"time"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// Command is the argument that makes this program the child.
const Command = "read-document"

const (
	maxMemory   = 512 << 20 // bytes a child may hold
	maxCPU      = 15        // seconds of processor time, from then on
	maxTime     = 20 * time.Second
	maxOutput   = 64 << 20 // bytes of what a child answers
	maxChildren = 2        // at once
)

// errEnded is the sentence for what a child did not survive.
var errEnded = errors.New("cannot be read: it takes more memory or time than a document should; copy its text into a .txt file and send that")

// A document is what the child is given.
type document struct {
	Name    string
	Body    []byte
	Options source.Options
}

// A reading is what the child answers.
type reading struct {
	Articles   []knowledge.Article
	Identities []string // of Articles, which leave them out of their JSON
	Report     source.Report
	Refusal    string // a sentence, if there are no articles
}

// A Reader reads documents in child processes. It is safe for concurrent use.
type Reader struct {
	program, cache string
	slots          chan struct{}
}

// New returns a Reader whose children run program, which must hand the argument
// Command to Serve. Cache is source.Options.Cache.
func New(program, cache string) *Reader {
	return &Reader{program: program, cache: cache, slots: make(chan struct{}, maxChildren)}
}

// Read reads as source.Read does. Its error is a sentence for whoever sent the
// document, or ctx's.
func (r *Reader) Read(ctx context.Context, name string, body []byte, given source.Options) ([]knowledge.Article, source.Report, error) {
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return nil, source.Report{}, ctx.Err()
	}
	given.Cache = r.cache
	answer, err := r.child(ctx, document{name, body, given})
	switch {
	case ctx.Err() != nil:
		err = ctx.Err()
	case err != nil:
		err = fmt.Errorf("%s %w", name, errEnded)
	case answer.Refusal != "":
		err = errors.New(answer.Refusal)
	}
	if err != nil {
		return nil, source.Report{}, err
	}
	return answer.Articles, answer.Report, nil
}

// child runs a child until it has answered or its time is up.
func (r *Reader) child(ctx context.Context, d document) (reading, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime+source.Preparation(d.Name, d.Body, d.Options))
	defer cancel()
	in, err := json.Marshal(d)
	if err != nil {
		return reading{}, err
	}
	out := limited{left: maxOutput}
	child := exec.CommandContext(ctx, r.program, Command)
	child.Env = []string{"GOTRACEBACK=none"}
	child.Stdin, child.Stdout = bytes.NewReader(in), &out
	child.WaitDelay = time.Second
	if err := child.Run(); err != nil {
		return reading{}, err
	}
	var answer reading
	if err := json.Unmarshal(out.text.Bytes(), &answer); err != nil {
		return reading{}, err
	}
	if len(answer.Identities) != len(answer.Articles) {
		return reading{}, errors.New("not one identity an article")
	}
	for i, identity := range answer.Identities {
		answer.Articles[i].Identity = identity
	}
	return answer, nil
}

// Serve is the child: it reads one document from in and answers on out. It
// takes away what reading needs none of, and limits the whole process before it
// looks into the document.
func Serve(ctx context.Context, in io.Reader, out io.Writer) error {
	if err := confine(); err != nil {
		return err
	}
	var d document
	if err := json.NewDecoder(in).Decode(&d); err != nil {
		return err
	}
	if err := source.Prepare(ctx, d.Name, d.Body, d.Options); err != nil {
		return err
	}
	if err := limit(); err != nil {
		return err
	}
	debug.SetMemoryLimit(maxMemory / 2) // collect garbage before the limit is met
	var answer reading
	var err error
	answer.Articles, answer.Report, err = source.Read(ctx, d.Name, d.Body, d.Options)
	if err != nil {
		answer.Refusal = err.Error()
	}
	for _, a := range answer.Articles {
		answer.Identities = append(answer.Identities, a.Identity)
	}
	return json.NewEncoder(out).Encode(answer)
}

// Program is this program's own file, "" if that cannot be told; then every
// document is refused.
func Program() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	return path
}

// A limited buffer refuses what is written past its limit. It embeds nothing:
// bytes.Buffer also reads from others, past every limit.
type limited struct {
	text bytes.Buffer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	if l.left -= len(p); l.left < 0 {
		return 0, errors.New("too long an answer")
	}
	return l.text.Write(p)
}

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"

	"pamphlet/bot"
	"pamphlet/knowledge/search"
)

// replyJSON is a reply to a moderator, for programs.
type replyJSON struct {
	Kind    bot.Kind `json:"kind"`
	Text    string   `json:"text"`
	Value   any      `json:"value,omitempty"`
	Offers  []offer  `json:"offers,omitempty"`
	Files   []string `json:"files,omitempty"`
	Missing []string `json:"fields,omitempty"` // of a form that is to be filled in
}

type offer struct {
	Label  string   `json:"label"`
	Button bot.Verb `json:"button"`
	Args   []string `json:"args"`
}

func (a *env) show(r bot.Reply, d invocation) error {
	o := replyJSON{Kind: r.Kind, Text: r.Text(), Value: r.Value}
	for _, action := range r.Actions {
		if action.URL == "" {
			o.Offers = append(o.Offers, offer{action.Label, action.Verb, action.Args})
		}
	}
	for _, menu := range r.Menus {
		for _, option := range menu.Options {
			o.Offers = append(o.Offers, offer{option.Label, menu.Verb, append(menu.Args[:len(menu.Args):len(menu.Args)], option.Value)})
		}
	}
	if r.Form != nil {
		o.Offers = []offer{{r.Form.Title, r.Form.Verb, r.Form.Args}}
		for _, f := range r.Form.Fields {
			o.Missing = append(o.Missing, f.Name)
		}
	}
	if err := o.save(r.Files, d.out); err != nil {
		return err
	}
	if d.asJSON {
		if err := a.printJSON(o); err != nil {
			return err
		}
	} else {
		a.printModerated(o)
	}
	if r.Kind == bot.Refused {
		return errSilent
	}
	return nil
}

// save writes attached files to a folder.
func (o *replyJSON) save(files []bot.File, folder string) error {
	if folder == "" {
		return nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(folder, filepath.Base(f.Name))
		if err := os.WriteFile(path, f.Body, 0o644); err != nil {
			return err
		}
		o.Files = append(o.Files, path)
	}
	return nil
}

func (a *env) printModerated(o replyJSON) {
	if o.Kind == bot.Refused {
		fmt.Fprintln(a.Err, "pamphlet:", o.Text)
	} else if o.Text != "" {
		fmt.Fprintln(a.Out, o.Text)
	}
	for _, path := range o.Files {
		fmt.Fprintln(a.Out, path)
	}
	for _, next := range o.Offers {
		set := ""
		for _, field := range o.Missing {
			set += " --set " + field + "=…"
		}
		press := string(next.Button)
		for _, arg := range next.Args {
			press += " " + shellWord(arg)
		}
		fmt.Fprintf(a.Err, "[%s] pamphlet%s kb press %s%s\n", next.Label, a.chosen, press, set)
	}
}

// shellWord is a text as a shell reads it back: as one word.
func shellWord(text string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_./:,@%+=", r)
	}
	if text != "" && !strings.ContainsFunc(text, func(r rune) bool { return !plain(r) }) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// answer is what "ask --json" prints. It is a contract, described in
// docs/operating.md: fields may be added, none is renamed or removed.
type answer struct {
	ID         string               `json:"id"`
	Question   string               `json:"question"`
	Kind       bot.Kind             `json:"kind"`
	Confidence float64              `json:"confidence"`
	Text       string               `json:"text"`
	Passages   []quoted             `json:"passages"`
	Related    []string             `json:"related"`
	Disclaimer string               `json:"disclaimer"`
	Resources  []bot.Resource       `json:"resources"`
	Corrected  string               `json:"corrected,omitempty"`
	Reason     search.Reason        `json:"reason,omitempty"`
	More       bool                 `json:"more,omitempty"`      // "more" or a press of Continue goes on
	Continues  string               `json:"continues,omitempty"` // id of the passage it goes on with
	Why        []search.Explanation `json:"why,omitempty"`
}

// quoted is a passage of an answer: text is the revision's bytes from start to
// end.
type quoted struct {
	ID        string   `json:"id"`
	Article   string   `json:"article"`
	Title     string   `json:"title"`
	Revision  int      `json:"revision"`
	Heading   []string `json:"heading"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
	Text      string   `json:"text"`
	Sentence  span     `json:"sentence"`          // within text
	Excerpt   *span    `json:"excerpt,omitempty"` // within text: what is shown of it, where that is not the whole
	URL       string   `json:"url"`
	Published string   `json:"published"` // YYYY-MM-DD, or ""
	Score     float64  `json:"score"`
	// Part and Parts say where in its section a passage stands that is only a
	// part of it; Continues is the id of the part that follows.
	Part      int    `json:"part,omitempty"`
	Parts     int    `json:"parts,omitempty"`
	Continues string `json:"continues,omitempty"`
	Header    string `json:"header,omitempty"` // of the table it goes on with
}

type span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

func answerOf(id, question string, r bot.Reply, why bool) answer {
	a := answer{
		ID: id, Question: question, Kind: r.Kind, Confidence: r.Confidence, Text: r.Text(),
		Passages: []quoted{}, Related: []string{}, Resources: r.Resources, Disclaimer: bot.Visible(r.Disclaimer), Corrected: r.Corrected,
		Reason: r.Reason,
	}
	if a.Resources == nil {
		a.Resources = []bot.Resource{}
	}
	for _, m := range r.Matches {
		q := quotedOf(m)
		if r.Kind == bot.Closest {
			shown := span(m.Excerpt())
			q.Excerpt = &shown
		}
		a.Passages = append(a.Passages, q)
		if why {
			a.Why = append(a.Why, m.Why)
		}
	}
	if why && r.WhyNot != "" {
		a.Why = whyNot(a.Why, r)
	}
	if r.Kind == bot.Answer && len(a.Passages) > 0 {
		a.Continues = a.Passages[0].Continues
		a.More = a.Continues != ""
	}
	for _, q := range r.Related {
		a.Related = append(a.Related, q.Question)
	}
	return a
}

// whyNot explains a reply that answers nothing: the best match comes first, with
// the rule that refused it.
func whyNot(why []search.Explanation, r bot.Reply) []search.Explanation {
	if len(why) == 0 {
		why = []search.Explanation{{}}
		if len(r.Near) > 0 {
			why[0] = r.Near[0].Why
		}
	}
	why[0].Refused = r.WhyNot
	return why
}

func quotedOf(m search.Match) quoted {
	q := quoted{
		ID: name(m.Passage), Article: m.Article, Title: m.Title, Revision: m.Revision, Heading: m.Heading,
		Start: m.Start, End: m.End, Text: m.Text, Sentence: span(m.Sentence), URL: m.Source, Score: m.Score,
	}
	if m.Parts > 1 {
		q.Part, q.Parts, q.Header = m.Part, m.Parts, m.Header
	}
	if m.Next != 0 {
		q.Continues = strconv.FormatInt(m.Next, 10)
	}
	if q.Heading == nil {
		q.Heading = []string{}
	}
	if !m.Published.IsZero() {
		q.Published = m.Published.Format(time.DateOnly)
	}
	return q
}

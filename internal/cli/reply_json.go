package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"pamphlet/bot"
)

// outcome is a reply to a moderator, for programs.
type outcome struct {
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
	o := outcome{Kind: r.Kind, Text: r.Text(), Value: r.Value}
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
		a.printOutcome(o)
	}
	if r.Kind == bot.Refused {
		return errSilent
	}
	return nil
}

// save writes attached files to a folder.
func (o *outcome) save(files []bot.File, folder string) error {
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

func (a *env) printOutcome(o outcome) {
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

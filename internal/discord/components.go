package discord

import (
	"errors"
	"strings"
	"unicode/utf16"

	"pamphlet/bot"
)

// Types of components and styles of buttons, from Discord's documentation.
const (
	typeRow, typeButton, typeSelect, typeInput, typeRoles, typeChannels = 1, 2, 3, 4, 6, 8
	typeText, typeGallery, typeFile, typeLabel                          = 10, 12, 13, 18

	stylePrimary, styleSecondary, styleDanger, styleLink = 1, 2, 4, 5
)

// A component is the JSON of any of them.
type component struct {
	Type        int         `json:"type"`
	Components  []component `json:"components,omitempty"`
	Component   *component  `json:"component,omitempty"`
	Style       int         `json:"style,omitempty"`
	Label       string      `json:"label,omitempty"`
	ID          string      `json:"custom_id,omitempty"`
	URL         string      `json:"url,omitempty"`
	Placeholder string      `json:"placeholder,omitempty"`
	Options     []option    `json:"options,omitempty"`
	Value       string      `json:"value,omitempty"`
	Max         int         `json:"max_length,omitempty"`
	MaxValues   int         `json:"max_values,omitempty"`
	Channels    []int       `json:"channel_types,omitempty"`
	Required    *bool       `json:"required,omitempty"`
	Content     string      `json:"content,omitempty"`
	Items       []item      `json:"items,omitempty"`
	File        *media      `json:"file,omitempty"`
}

// An item is a picture of a gallery and what it shows, for who does not see it.
type item struct {
	Media       media  `json:"media"`
	Description string `json:"description,omitempty"`
}

type media struct {
	URL string `json:"url"`
}

type option struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
}

// rows lays menus and buttons out: a row for each menu, five buttons in a
// row, five rows at most. Buttons that lead to passages are one menu, which shows
// their labels whole, unless there is only one. A button whose custom_id would be too long, or was
// there already, is left out.
func rows(r bot.Reply) []component {
	var made []component
	used := map[string]bool{}
	passages, actions := passageChoices(r.Actions)
	if len(passages) > 1 {
		c := component{Type: typeSelect, Placeholder: cut(r.Choose, maxHint), Options: options(passages)}
		if c, ok := identified(c, verbChoose, nil, used, true); ok {
			made = append(made, component{Type: typeRow, Components: []component{c}})
		}
	} else {
		actions = r.Actions
	}
	for _, m := range r.Menus {
		if c, ok := menu(m, used); ok && len(made) < maxRows {
			made = append(made, component{Type: typeRow, Components: []component{c}})
		}
	}
	var row []component
	flush := func() {
		if len(row) > 0 && len(made) < maxRows {
			made = append(made, component{Type: typeRow, Components: row})
		}
		row = nil
	}
	for _, a := range actions {
		if c, ok := button(a, used); ok {
			row = append(row, c)
		}
		if len(row) == maxButtons {
			flush()
		}
	}
	flush()
	return made
}

// verbChoose is what a menu of buttons does: its value is what would be the
// custom_id of the button.
const verbChoose bot.Verb = "choose"

// passageChoices parts actions into those that lead to a passage, as lines of a menu,
// and the others.
func passageChoices(actions []bot.Action) (lines []bot.Option, others []bot.Action) {
	for _, a := range actions {
		if id, err := customID(a.Verb, a.Args); err == nil && a.Style == bot.Plain && (a.Verb == bot.VerbShow || a.Verb == bot.VerbOpen) {
			lines = append(lines, bot.Option{Label: a.Label, Value: id})
			continue
		}
		others = append(others, a)
	}
	return lines, others
}

func button(a bot.Action, used map[string]bool) (component, bool) {
	c := component{Type: typeButton, Label: cut(a.Label, maxLabel), Style: styleSecondary}
	if a.URL != "" {
		c.Style, c.URL = styleLink, a.URL
		return c, c.Label != "" && len(a.URL) <= 512
	}
	switch a.Style {
	case bot.Primary:
		c.Style = stylePrimary
	case bot.Danger:
		c.Style = styleDanger
	}
	return identified(c, a.Verb, a.Args, used, c.Label != "")
}

func menu(m bot.Menu, used map[string]bool) (component, bool) {
	c := component{Type: typeSelect, Placeholder: cut(m.Placeholder, maxHint), MaxValues: min(m.Max, maxOptions)}
	switch {
	case m.Channels:
		c.Type, c.Channels = typeChannels, postable
		if m.Forums {
			c.Channels = parental
		}
	case m.Roles:
		c.Type = typeRoles
	default:
		c.Options = options(m.Options)
		c.MaxValues = min(c.MaxValues, len(c.Options))
	}
	return identified(c, m.Verb, m.Args, used, c.Type != typeSelect || len(c.Options) > 0)
}

func options(given []bot.Option) []option {
	var kept []option
	seen := map[string]bool{}
	for _, o := range given {
		if o.Label == "" || o.Value == "" || seen[o.Value] || characters(o.Value) > maxOption || len(kept) == maxOptions {
			continue
		}
		seen[o.Value] = true
		kept = append(kept, option{cut(o.Label, maxOption), o.Value, cut(o.Description, maxOption)})
	}
	return kept
}

// identified gives c its custom_id if it may have one and is fit.
func identified(c component, verb bot.Verb, args []string, used map[string]bool, fit bool) (component, bool) {
	id, err := customID(verb, args)
	if err != nil || used[id] || !fit {
		return c, false
	}
	used[id] = true
	c.ID = id
	return c, true
}

// A modal is the JSON of a form.
type modal struct {
	ID         string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []component `json:"components"`
}

// form makes the modal of a form, each input under a label of its own.
func form(f bot.Form) (modal, error) {
	id, err := customID(f.Verb, f.Args)
	if err != nil {
		return modal{}, err
	}
	m := modal{ID: id, Title: cut(f.Title, 45)}
	for _, field := range f.Fields[:min(len(f.Fields), 5)] {
		m.Components = append(m.Components, component{
			Type: typeLabel, Label: cut(field.Label, 45), Component: input(field),
		})
	}
	return m, nil
}

func input(f bot.Field) *component {
	const most = 4000 // Discord's limit of a text input
	required := !f.Optional
	c := &component{
		Type: typeInput, ID: f.Name, Style: 1, Placeholder: cut(f.Hint, 100), Required: &required, Max: min(f.Max, most),
	}
	if f.Long {
		c.Style = 2
	}
	if c.Max == 0 {
		c.Max = most
	}
	c.Value = cut(f.Value, c.Max)
	return c
}

// A choice is the JSON of a suggestion.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// choices is never null: Discord's documentation wants the field.
func choices(suggested []string) map[string]any {
	made := []choice{}
	for _, s := range suggested {
		if s = cut(s, maxOption); s != "" && len(made) < maxOptions {
			made = append(made, choice{s, s})
		}
	}
	return map[string]any{"choices": made}
}

// idVersion begins every custom_id this version writes. Buttons of another
// version stay in old messages for ever; they are answered as unknown.
const idVersion = "1"

// maxID is Discord's limit of a custom_id, in characters.
const maxID = 100

var errLongID = errors.New("custom_id longer than 100 characters")

var (
	escapeID   = strings.NewReplacer("%", "%25", "|", "%7C")
	unescapeID = strings.NewReplacer("%25", "%", "%7C", "|")
)

// customID writes a verb and its arguments so that a press of the button
// needs nothing remembered: version, verb and arguments between bars.
func customID(verb bot.Verb, args []string) (string, error) {
	parts := []string{idVersion, escapeID.Replace(string(verb))}
	for _, a := range args {
		parts = append(parts, escapeID.Replace(a))
	}
	id := strings.Join(parts, "|")
	if len(utf16.Encode([]rune(id))) > maxID {
		return "", errLongID
	}
	return id, nil
}

// readCustomID undoes customID. What this version did not write gives "".
func readCustomID(id string) (bot.Verb, []string) {
	parts := strings.Split(id, "|")
	if len(parts) < 2 || parts[0] != idVersion {
		return "", nil
	}
	args := make([]string, 0, len(parts)-2)
	for _, p := range parts[2:] {
		args = append(args, unescapeID.Replace(p))
	}
	return bot.Verb(unescapeID.Replace(parts[1])), args
}

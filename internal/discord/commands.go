package discord

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
)

// A Command is what members find under "/" or in a menu.
type Command struct {
	Kind         CommandKind
	Name         string            // lower case, at most 32 characters
	Description  string            // at most 100 characters; none for menus
	Names        map[string]string // by locale, such as "de"
	Descriptions map[string]string
	Options      []Option
	Commands     []Command // subcommands, instead of options
	// Asks makes its use a question: the option that is its text, or for a
	// message's menu anything that is not "".
	Asks string
	// Manages hides it from members who may not manage the guild, Guilds from
	// direct messages. Either is only a default that guilds can change: rights
	// are checked where the command is carried out.
	Manages, Guilds bool
}

// CommandKind says where a command is found.
type CommandKind int

// The kinds of command.
const (
	Slash       CommandKind = iota
	MemberMenu              // of a member; the member's ID is Options["target"]
	MessageMenu             // of a message; its ID is Options["target"]
)

// An Option is something a member fills in.
type Option struct {
	Kind         OptionKind
	Name         string
	Description  string
	Names        map[string]string
	Descriptions map[string]string
	Required     bool
	Suggests     bool // what is typed comes as a Suggest
	Choices      []string
	Max          int // characters of a text; 0 means 6,000
}

// OptionKind says what an option takes.
type OptionKind int

// The kinds of option.
const (
	Text OptionKind = iota
	Number
	Truth
	Someone
	Channel
	Role
	Attachment
)

// optionFile is Discord's type of an attachment.
const optionFile = 11

// optionTypes are Discord's types of options, in the order of OptionKind.
var optionTypes = [...]int{3, 4, 5, 6, 7, 8, optionFile}

// A definition is the JSON of a command or option, as far as it is used.
type definition struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Names        map[string]string `json:"name_localizations,omitempty"`
	Description  string            `json:"description,omitempty"`
	Descriptions map[string]string `json:"description_localizations,omitempty"`
	Options      []definition      `json:"options,omitempty"`
	Required     bool              `json:"required,omitempty"`
	Suggests     bool              `json:"autocomplete,omitempty"`
	Choices      []choice          `json:"choices,omitempty"`
	Max          int               `json:"max_length,omitempty"`
	Channels     []int             `json:"channel_types,omitempty"`
	Rights       *string           `json:"default_member_permissions,omitempty"`
	Contexts     []int             `json:"contexts,omitempty"`
	Installs     []int             `json:"integration_types,omitempty"`
	Handler      int               `json:"handler,omitempty"` // of an entry point
}

// entryPoint is Discord's type of the command that starts an activity. An
// application may have one that is not ours, and may not lose it to our list.
const entryPoint = 4

// inGuilds are the installations our commands are for, from Discord's
// documentation: of guilds, and not of users.
var inGuilds = []int{0}

// postable are the types of channels in which messages can be posted, from
// Discord's documentation: text, voice, announcements and threads, but no
// category and no forum. Only these can be chosen.
var postable = []int{0, 2, 5, 10, 11, 12}

// parental are the types of channels in which posts and threads are begun: text,
// announcements and forums. Discord's OpenAPI description knows no media to choose.
var parental = []int{0, 5, 15}

// syncCommands registers the commands, unless Discord has them just so.
func (c *Client) syncCommands(ctx context.Context) error {
	wanted := definitions(c.settings.Commands)
	path := "/applications/" + c.account().Application + "/commands"
	var present []definition
	err := c.rest.get(ctx, "/applications/commands", path+"?with_localizations=true", &present)
	if err != nil && !unknownRoute(err) {
		return err
	}
	wanted = withEntryPoint(wanted, present)
	if err == nil && same(wanted, present) {
		c.registered.Store(int64(len(wanted)))
		return nil
	}
	_, err = c.rest.do(ctx, call{method: "PUT", path: path, route: "PUT /applications/commands", bucket: "commands", body: wanted})
	if unknownRoute(err) {
		c.settings.Log.Error("commands cannot be registered: messages only are answered", "error", err)
		return nil
	}
	if err == nil {
		c.registered.Store(int64(len(wanted)))
	}
	return err
}

// register has the commands registered, and tries again until they are: what
// Discord refuses them for keeps no message unanswered. first is called after the
// first try.
func (c *Client) register(ctx context.Context, first func()) {
	for ctx.Err() == nil {
		err := c.syncCommands(ctx)
		first()
		if err == nil || ctx.Err() != nil {
			return
		}
		c.settings.Log.Error("commands: not registered, and tried again; until then messages are answered, and commands as Discord has them: "+advice(err), "error", err)
		if sleep(ctx, c.settings.Pace.Commands) != nil {
			return
		}
	}
}

// advice says what an operator can do about commands that are refused.
func advice(err error) string {
	var refused *apiError
	switch {
	case hasCode(err, codeEntryPoint):
		return "the application has an entry point command; turn Activities off at https://discord.com/developers/applications"
	case errors.As(err, &refused) && refused.Status == 403:
		return "the token may not change this application's commands; check that it is the bot's own"
	}
	return "if this goes on, tell those who keep Pamphlet"
}

// same compares two sets of commands, whatever their order.
func same(wanted, present []definition) bool {
	order := func(set []definition) []definition {
		set = slices.Clone(set)
		for i := range set {
			set[i] = tidy(set[i])
		}
		slices.SortFunc(set, func(a, b definition) int {
			return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Name, b.Name))
		})
		return set
	}
	return reflect.DeepEqual(order(wanted), order(present))
}

// withEntryPoint adds the command that starts an activity, if there is one.
func withEntryPoint(wanted, present []definition) []definition {
	for _, d := range present {
		if d.Type == entryPoint {
			wanted = append(wanted, d)
		}
	}
	return wanted
}

// tidy makes what means the same equal: nothing and an empty list, and no
// context named and all three.
func tidy(d definition) definition {
	if len(d.Names) == 0 {
		d.Names = nil
	}
	if len(d.Descriptions) == 0 {
		d.Descriptions = nil
	}
	if len(d.Contexts) == 0 || len(d.Contexts) == 3 {
		d.Contexts = nil
	}
	if len(d.Choices) == 0 {
		d.Choices = nil
	}
	if d.Installs == nil {
		d.Installs = inGuilds
	}
	options := make([]definition, len(d.Options))
	for i, o := range d.Options {
		options[i] = tidy(o)
	}
	d.Options = options
	return d
}

// definitions writes the commands as Discord wants them.
func definitions(commands []Command) []definition {
	made := []definition{}
	for _, c := range commands {
		d := c.definition()
		d.Installs = inGuilds
		made = append(made, d)
	}
	return made
}

func (c Command) definition() definition {
	d := definition{Type: int(c.Kind) + 1, Name: c.Name, Names: c.Names, Description: c.Description, Descriptions: c.Descriptions}
	for _, sub := range c.Commands {
		d.Options = append(d.Options, sub.subcommand())
	}
	for _, o := range c.Options {
		d.Options = append(d.Options, o.definition())
	}
	if c.Manages {
		rights := strconv.Itoa(manageGuild)
		d.Rights = &rights
	}
	if c.Guilds {
		d.Contexts = []int{0}
	}
	return d
}

// subcommand is the definition as an option: of type 1, or 2 if it has
// subcommands itself.
func (c Command) subcommand() definition {
	d := c.definition()
	d.Type, d.Rights, d.Contexts = 1, nil, nil
	if len(c.Commands) > 0 {
		d.Type = 2
	}
	return d
}

func (o Option) definition() definition {
	d := definition{
		Type: optionTypes[o.Kind], Name: o.Name, Names: o.Names, Description: o.Description, Descriptions: o.Descriptions,
		Required: o.Required, Suggests: o.Suggests, Max: o.Max,
	}
	if o.Kind == Channel {
		d.Channels = postable
	}
	for _, value := range o.Choices {
		d.Choices = append(d.Choices, choice{value, value})
	}
	return d
}

// questionsOf lists the commands that ask, with the option that is the text.
func questionsOf(commands []Command) map[string]string {
	asks := map[string]string{}
	var walk func(prefix string, commands []Command)
	walk = func(prefix string, commands []Command) {
		for _, c := range commands {
			if c.Asks != "" {
				asks[prefix+c.Name] = c.Asks
			}
			walk(fmt.Sprint(prefix, c.Name, " "), c.Commands)
		}
	}
	walk("", commands)
	return asks
}

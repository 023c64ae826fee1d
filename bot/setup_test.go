package bot_test

import (
	"strings"
	"testing"

	"pamphlet/bot"
)

func TestSeveralChannelsAreChosenAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	menu := d.send(bot.Request{Kind: bot.Command, Name: "setup", Options: map[string]string{"setting": "channels"}}).Menus[0]
	if !menu.Channels || menu.Most < 2 {
		t.Fatalf("menu: %+v", menu)
	}
	proposed := d.send(bot.Request{Kind: bot.Press, Verb: menu.Verb, Args: append(menu.Args, "11", "22")})
	save := proposed.Actions[0]
	saved := d.send(bot.Request{Kind: bot.Press, Verb: save.Verb, Args: save.Args})
	if got := saved.Lead; !strings.Contains(got, "<#11> <#22>") {
		t.Errorf("got %q", got)
	}
	if got := d.send(bot.Request{Kind: bot.Press, Verb: menu.Verb, Args: menu.Args}); got.Kind != bot.Refused {
		t.Errorf("nothing chosen: got %+v", got)
	}
}

func TestATitleThatWasGivenStandsInTheForm(t *testing.T) {
	t.Parallel()
	form := newDesk(t).send(bot.Request{Kind: bot.Command, Name: "kb add", Options: map[string]string{"title": "House rules"}}).Form
	for _, f := range form.Fields {
		if f.Name == "title" && f.Value == "House rules" {
			return
		}
	}
	t.Errorf("fields: %+v", form.Fields)
}

func TestAFileKeepsItsNameInARefusal(t *testing.T) {
	t.Parallel()
	got := newDesk(t).send(bot.Request{Kind: bot.Command, Name: "kb add", Files: []bot.File{{Name: "faq.csv", Body: []byte("question,answer\nWhy?,\n")}}})
	if got.Kind != bot.Refused || !strings.HasPrefix(got.Lead, "faq.csv has a row") {
		t.Errorf("got %s %q", got.Kind, got.Lead)
	}
}

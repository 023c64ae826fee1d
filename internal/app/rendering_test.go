package app

import (
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pamphlet/internal/discordtest"
)

// TestRendering draws replies, as the bot sent them to the double, as a page
// that looks about like Discord on a phone. PAMPHLET_PICTURE names a PNG file
// to take of it with headless Chromium: the pictures in the README are such
// renderings, not screenshots of Discord.
func TestRendering(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, uwe := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("uwe", discordtest.Speaks("de"))
	run(t, d, open(t, withStarter(t)))

	page := rendering([][]drawn{
		{
			{"/ask question: How long does an infusion take?", ana.Ask(general, infusion).Reply()},
			{"@Pamphlet where do parrots sleep", ana.Mention(general, "where do parrots sleep").Answer()},
		},
		{
			{"/ask question: i can't go on like this, what's the point", ana.Ask(general, "i can't go on like this, what's the point").Reply()},
			{"/fragen frage: Can I drive home afterwards?", uwe.Ask(general, "Can I drive home afterwards?").Reply()},
		},
	})
	for _, want := range []string{"<b>", "40 minutes", "not medical advice", "kein ärztlicher Rat", "Only you can see this", "Ask a moderator", "That sounds heavy"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	picture := os.Getenv("PAMPHLET_PICTURE")
	if picture == "" {
		return
	}
	path := filepath.Join(t.TempDir(), "rendering.html")
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
		"--window-size=920,985", "--screenshot="+picture, "file://"+path).CombinedOutput()
	if err != nil {
		t.Errorf("chromium: %v\n%s", err, out)
	}
}

// A drawn message is what somebody asked and what they saw.
type drawn struct {
	asked string
	reply *discordtest.Message
}

// style is about that of Discord's dark theme.
const style = `body{margin:0;padding:16px;background:#313338;color:#dbdee1;font:15px/1.35 "DejaVu Sans",sans-serif;display:flex;gap:16px}
.column{width:432px}.asked{color:#949ba4;font-size:13px;margin:12px 0 4px}.who{font-weight:bold;color:#f2f3f5;margin-bottom:4px}
.tag{background:#5865f2;color:#fff;font-size:10px;border-radius:3px;padding:1px 4px;margin-left:4px}
.text{white-space:pre-wrap;font-size:14px}.small{font-size:12px;color:#b5bac1}
.menu{background:#1e1f22;border-radius:4px;padding:8px 12px;margin-top:8px;font-size:13px;color:#b5bac1}.menu span{float:right}
.button{display:inline-block;background:#4e5058;color:#fff;border-radius:3px;padding:5px 12px;margin:6px 6px 0 0;font-size:13px}
.note{font-size:12px;color:#949ba4;margin-top:6px}`

// rendering is the page of some columns of messages.
func rendering(columns [][]drawn) string {
	var page strings.Builder
	fmt.Fprintf(&page, "<!doctype html><meta charset=utf-8><style>%s</style>", style)
	for _, column := range columns {
		page.WriteString("<div class=column>")
		for _, m := range column {
			m.draw(&page)
		}
		page.WriteString("</div>")
	}
	return page.String()
}

func (m drawn) draw(page *strings.Builder) {
	fmt.Fprintf(page, "<div class=asked>%s</div><div class=who>Pamphlet<span class=tag>APP</span></div>", html.EscapeString(m.asked))
	content, _ := m.reply.JSON()["content"].(string)
	page.WriteString("<div class=text>")
	for line := range strings.Lines(content) {
		if small, ok := strings.CutPrefix(line, "-# "); ok {
			fmt.Fprintf(page, "<span class=small>%s</span>", markdown(small))
		} else {
			page.WriteString(markdown(line))
		}
	}
	page.WriteString("</div>")
	for _, c := range components(m.reply.JSON()) {
		if hint, ok := c["placeholder"].(string); ok {
			fmt.Fprintf(page, "<div class=menu>%s <span>▾</span></div>", html.EscapeString(hint))
		}
	}
	for _, label := range m.reply.Buttons() {
		fmt.Fprintf(page, "<span class=button>%s</span>", html.EscapeString(label))
	}
	if m.reply.Ephemeral() {
		page.WriteString("<div class=note>Only you can see this</div>")
	}
}

var (
	bold    = regexp.MustCompile(`\*\*(.+?)\*\*`)
	italic  = regexp.MustCompile(`\*(.+?)\*`)
	waiting = regexp.MustCompile(`[\x{e000}-\x{e07f}]`)
	escaped = regexp.MustCompile(`\\([[:punct:]])`)
)

// markdown writes the little Markdown that the bot uses as HTML.
func markdown(text string) string {
	// Escaped signs wait in a private part of Unicode while marks are read.
	text = escaped.ReplaceAllStringFunc(text, func(s string) string { return string(rune(0xe000 + int(s[1]))) })
	text = italic.ReplaceAllString(bold.ReplaceAllString(html.EscapeString(text), "<b>$1</b>"), "<i>$1</i>")
	return waiting.ReplaceAllStringFunc(text, func(s string) string { return html.EscapeString(string([]rune(s)[0] - 0xe000)) })
}

package app

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// TestRendering draws replies, as the bot sent them to the double, as a page
// that looks about like Discord on a phone. PAMPHLET_PICTURES names a folder for
// PNG files taken of such pages with headless Chromium: the pictures in the README
// and in docs/ are such renderings, not screenshots of Discord.
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
	takePicture(t, page, "replies.png", 985)
}

// What articles hold beside sentences, and what moderators are told, is drawn too.
func TestRenderingOfArticles(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, mo := clinic.Channel("general"), clinic.Member("mo", discordtest.Manages())
	base := open(t, filepath.Join(t.TempDir(), "pamphlet.db"))
	visit, err := os.ReadFile("../../articles/infusion-visit.md")
	if err != nil {
		t.Fatal(err)
	}
	_, visitText, _ := strings.Cut(strings.TrimPrefix(string(visit), "---\n"), "---\n")
	visitText = regexp.MustCompile(`(?m)^[#?<].*\n`).ReplaceAllString(visitText, "") // one section, in parts
	for title, text := range map[string]string{
		"Coming here": "## Where is the ramp?\n\nThe ramp is on the left of the main door.\n\n" +
			"[🖼 The main door: steps in the middle, the ramp on their left](https://example.org/door.png)\n\n" +
			"## When are you open?\n\n| Day | Morning | Afternoon |\n| Monday | 8 to 12 | 13 to 17 |\n| Friday | 9 to 12 | closed |\n\n" +
			"## How do I join by video?\n\nType this line where the chat is, with the number of your room.\n\n```text\n/join room 4\n```",
		"The visit": "## What happens on the day?\n\n" + visitText,
	} {
		a := knowledge.Article{Guild: clinic.ID, Slug: source.Slug(title), Title: title, Text: text}
		if _, err := base.Save(t.Context(), a, knowledge.Change{Who: "test", When: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	run(t, d, base)
	ask := func(question string) drawn { // each by somebody else: none goes on from another
		return drawn{"/ask question: " + question, clinic.Member(question).Ask(general, question).Reply()}
	}
	page := rendering([][]drawn{
		{ask("When are you open?"), ask("How do I join by video?")},
		{ask("What happens on the day?"), ask("what if i fall asleep there")},
		{ask("Where is the ramp?"), {"/kb stats", mo.Command(general, "kb stats").Reply()}},
	})
	for _, want := range []string{"<pre>Day     Morning", "/join room 4\n</pre>", "steps in the middle", "Part 1 of", "Continue", "I am not sure", "data:image/png;base64,"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	takePicture(t, page, "articles.png", 1010)
}

// takePicture takes a picture of a page of three columns at most where that is asked
// for.
func takePicture(t *testing.T, page, name string, height int) {
	t.Helper()
	folder := os.Getenv("PAMPHLET_PICTURES")
	if folder == "" {
		return
	}
	path := filepath.Join(t.TempDir(), "rendering.html")
	if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	picture := filepath.Join(folder, name)
	width := 24 + 448*strings.Count(page, "<div class=column>")
	out, err := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
		fmt.Sprintf("--window-size=%d,%d", width, height), "--screenshot="+picture, "file://"+path).CombinedOutput()
	if err != nil {
		t.Fatalf("chromium: %v\n%s", err, out)
	}
	if err := fewColors(picture); err != nil {
		t.Error(err)
	}
}

// fewColors writes a picture again with the 256 colors that it has most of, at about
// a third of its size.
func fewColors(path string) error {
	body, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	full, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		return err
	}
	times := map[color.RGBA]int{}
	edges := full.Bounds()
	for y := range edges.Dy() {
		for x := range edges.Dx() {
			times[color.RGBAModel.Convert(full.At(x, y)).(color.RGBA)]++
		}
	}
	most := slices.SortedFunc(maps.Keys(times), func(a, b color.RGBA) int { return times[b] - times[a] })
	var palette color.Palette
	for _, c := range most[:min(len(most), 256)] {
		palette = append(palette, c)
	}
	small := image.NewPaletted(edges, palette)
	draw.Draw(small, edges, full, edges.Min, draw.Src)
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, small); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o600)
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
pre{background:#2b2d31;border:1px solid #1e1f22;border-radius:4px;padding:6px;margin:4px 0;font-size:12px}
.picture{background:#1e1f22;border-radius:8px;padding:40px 12px;margin-top:8px;font-size:12px;color:#949ba4}img{width:100%;margin-top:8px}
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
	page.WriteString("<div class=text>")
	code := false
	for line := range strings.Lines(m.reply.Body()) {
		if strings.HasPrefix(line, "```") {
			page.WriteString(map[bool]string{false: "<pre>", true: "</pre>"}[code])
			code = !code
		} else if code {
			page.WriteString(html.EscapeString(line))
		} else if small, ok := strings.CutPrefix(line, "-# "); ok {
			fmt.Fprintf(page, "<span class=small>%s</span>", markdown(small))
		} else {
			page.WriteString(markdown(line))
		}
	}
	page.WriteString("</div>")
	for _, shows := range m.reply.Pictures() {
		fmt.Fprintf(page, "<div class=picture>the picture; alt text: %s</div>", html.EscapeString(shows))
	}
	for name, body := range m.reply.Files() {
		if strings.HasSuffix(name, ".png") {
			fmt.Fprintf(page, "<img src=\"data:image/png;base64,%s\">", base64.StdEncoding.EncodeToString([]byte(body)))
		}
	}
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
	link    = regexp.MustCompile(`\[((?:[^\[\]\\]|\\.)+)\]\(https?://[^)]+\)`)
	escaped = regexp.MustCompile(`\\([[:punct:]])`)
)

// markdown writes the little Markdown that the bot uses as HTML.
func markdown(text string) string {
	text = link.ReplaceAllString(text, "$1")
	// Escaped signs wait in a private part of Unicode while marks are read.
	text = escaped.ReplaceAllStringFunc(text, func(s string) string { return string(rune(0xe000 + int(s[1]))) })
	text = italic.ReplaceAllString(bold.ReplaceAllString(html.EscapeString(text), "<b>$1</b>"), "<i>$1</i>")
	return waiting.ReplaceAllStringFunc(text, func(s string) string { return html.EscapeString(string([]rune(s)[0] - 0xe000)) })
}

package draft

import (
	"regexp"
	"strings"

	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

// A pattern tells one kind of line that web pages put around an article. It
// must match the whole line.
type pattern struct {
	why  string
	line *regexp.Regexp
}

func wholeLine(why, expression string) pattern {
	return pattern{why, regexp.MustCompile(`^(?i:` + expression + `)$`)}
}

// boilerplate are the lines that leave wherever they stand. Each is a whole line
// that is no sentence about anything an article could be about.
var boilerplate = []pattern{
	wholeLine("share line", `share(?: (?:this|it|on|via|with))?(?: (?:post|page|article|story|blog post|this|entry))?(?: (?:on|via|with|by))?(?: (?:facebook|twitter|x|linkedin|whatsapp|pinterest|email|reddit|friends|your friends|others))?\s*[:!]?|tweet(?: this)?|pin it|share this:?|click to (?:share|email|print).*|follow us(?: on.*)?|like this:?|like loading\.*|copy link|copy (?:url|to clipboard)|print this page|email this(?: page| article)?`),
	wholeLine("related articles", `(?:discover|read|view|see|show|load|browse|explore|find) (?:more|all|other|related)(?: (?:articles?|posts?|blogs?|blog posts?|stories|news|topics?|resources))?\s*[:»›→…]*|(?:related|recent|similar|latest|popular|recommended|more|other|featured|trending)(?: (?:reading|articles?|posts?|stories|topics?|blogs?|content|news))(?: for you)?\s*:?|you (?:may|might) (?:also )?(?:like|enjoy|be interested in).{0,20}|more from (?:the|this|our) (?:author|blog|site|category).{0,20}|read next:?|up next:?|continue reading.{0,60}|(?:previous|next|older|newer) (?:post|article|page|story|entry|posts|articles)\s*:?.{0,80}|[‹←]\s?.{1,80}|«[^»]{1,80}|.{1,80}\s?[›→]|[^«]{1,80}»|keep reading.{0,30}`),
	wholeLine("navigation", `skip to (?:main )?(?:content|navigation|search).{0,20}|jump to (?:navigation|search|content).{0,20}|back to (?:top|the top|home|all articles|blog|articles|news)|return to top|(?:back )?to top|(?:main |site )?(?:menu|navigation)|toggle (?:menu|navigation)|breadcrumbs?|you are here:?.{0,80}|table of contents|on this page:?|in this (?:article|section|page|guide):?|search(?: this site)?|log ?in|sign in|log out|register|sitemap|\[\[?toc\]?\]|home`),
	wholeLine("navigation", `(?:home|start|startseite|accueil|inicio|hem|hjem)(?: ?[>»›/|→] ?[^>»›/|→]{1,60})+|[^«>»›→.]{1,50}(?: ?[>»›] ?[^«>»›→.]{1,50}){2,}`),
	wholeLine("cookie or legal line", `(?:we|this (?:web)?site|our (?:web)?site) uses? cookies.{0,300}|by (?:continuing|using) .{0,60}(?:cookies|terms).{0,100}|(?:accept|reject|allow|manage|decline)(?: all)?(?: cookies| preferences)?|cookie (?:policy|settings|preferences|notice)|privacy (?:policy|notice|statement)|terms (?:of (?:use|service)|(?:and|&) conditions)|(?:copyright|©|\(c\)) ?©? ?\d{4}.{0,120}|.{0,80}all rights reserved\.?|got it!?`),
	wholeLine("invitation to subscribe", `(?:subscribe|sign up)(?: (?:to|for|now|today|here))?(?: .{0,40}(?:newsletter|updates|blog|emails?|mailing list))?\s*[.!]?|(?:join|get) our (?:newsletter|mailing list).{0,60}|enter your email.{0,40}|your email address.{0,60}|newsletter`),
	wholeLine("comment line", `(?:leave|post|add|write) a (?:comment|reply).{0,30}|\d+ (?:comments?|replies|responses|likes|shares|views)|no comments(?: yet)?|comments(?: are closed\.?)?|reply|cancel reply|be the first to comment\.?`),
	wholeLine("byline", `\d{1,3}[- ]min(?:ute)?s?(?: read)?|(?:reading|read) time:? .{1,20}|(?:estimated )?reading time:? .{1,20}|(?:written|posted|published|reviewed|medically reviewed|edited|fact[- ]checked) by:? .{2,60}|posted in:? .{1,80}|filed under:? .{1,80}|(?:tags?|tagged(?: with)?|categor(?:y|ies)|topics?): .{1,100}`),
	wholeLine("advertisement", `advertise?ments?|sponsored(?: content)?|ad`),
	wholeLine("edit or history line", `\[?edit\]?|edit (?:this )?(?:page|section|source|links?|on github)|retrieved from .{1,200}|(?:this page was )?last edited (?:on|by) .{1,80}|this page was last .{1,100}|view (?:source|history)|\[edit\]|hidden categor(?:y|ies):.{0,200}|improve this (?:page|article)\.?`),
	wholeLine("asks readers what they think", `(?:was|is|did) (?:this|it) (?:article|page|answer|information|content)? ?(?:helpful|useful|help(?: you)?|answer your question)\??(?: yes| no|,? \d+.{0,60})*|\d+ (?:out )?of \d+ (?:people )?found this (?:article |page |answer )?helpful\.?|(?:rate|vote on) this (?:article|page|answer)`),
	wholeLine("template mark", `\{%.*%\}|\{\{.*\}\}|\{:.*\}|\[\[?_?toc_?\]?\]`),
}

// networkName matches the name of a place to share to. Such lines leave only
// in company: beside a share line or another such name.
var networkName = regexp.MustCompile(`^(?i:facebook|twitter|x|x \(twitter\)|linkedin|whatsapp|pinterest|reddit|telegram|instagram|youtube|tumblr|threads|bluesky|mastodon|tiktok|messenger|pocket|email|e-mail|mail|print|copy link|link|more|rss|sms|signal|viber|skype|wechat|line|vk|xing|snapchat)$`)

// endMatter matches the headings of sections that hold only pointers
// elsewhere. Such a section leaves as a whole.
var endMatter = regexp.MustCompile(`^(?i:references|citations|external links|see also|further reading|bibliography|works cited|footnotes|notes and references|references and notes|explanatory notes|related|related (?:articles|posts|pages|links|topics)|(?:there (?:are|is) )?\d+ (?:comments?|responses?|replies)(?: (?:on|to) .*)?|comments|leave a (?:comment|reply)|you (?:may|might) also like|recent posts|einzelnachweise|weblinks|siehe auch|literatur|références|liens externes|voir aussi|notes et références|referencias|enlaces externos|véase también|bibliografía|referenser|externa länkar|se även|se også|referanser|eksterne lenker|примечания|ссылки|литература|см\. также|jegyzetek|források|további információk)$`)

// referenceMark matches [3], [4, 5], [citation needed] and [^note] right
// behind a word or a sentence.
var referenceMark = regexp.MustCompile(`\[(?:\d{1,3}(?:\s?[,–-]\s?\d{1,3})*|\^[^\]\s]{1,20}|(?:note|nb|n|fn) \d{1,3}|citation needed|clarification needed|who\?|when\?|by whom\?|edit|update|page needed|failed verification|better source needed|dubious[^\]]{0,20})\]:?`)

// withoutBoilerplate takes out the lines around an article and the reference
// marks within it, and reports them.
func withoutBoilerplate(blocks []Block, report *Report) []Block {
	why := make([]string, len(blocks))
	for i, b := range blocks {
		why[i] = boilerplateReason(b)
	}
	unmarkText(blocks, why)
	markNetworks(blocks, why)
	markEndMatter(blocks, why)
	markTail(blocks, why)
	kept := blocks[:0:0]
	lost := false // the first line of a list or table left
	for i, b := range blocks {
		if why[i] != "" {
			report.Leave(b.Words(), why[i])
			lost = lost || b.First
			continue
		}
		if b.Kind == Item || b.Kind == Row {
			b.First = b.First || lost
		}
		lost = false
		kept = append(kept, withoutMarks(b, report))
	}
	return kept
}

// boilerplateReason says why b is no part of an article, or "".
func boilerplateReason(b Block) string {
	const longest = 200 // bytes; such lines are short, and patterns take time
	if b.Kind == Row || b.Kind == Code || len(b.Text) > longest && !strings.Contains(b.Text[:longest], "ookie") || len(b.Text) > 2*longest {
		return ""
	}
	if isBanner(b.Text) {
		return "banner of the site"
	}
	for _, p := range boilerplate {
		if p.line.MatchString(b.Text) {
			return p.why
		}
	}
	return ""
}

// unmarkText keeps the lines that read like those around an article but are part of
// it: a heading that has its text below, as "Log in" may have, a step of a numbered
// list, and an item of a list that is no menu.
func unmarkText(blocks []Block, why []string) {
	menu := false // the list being read has an item that only menus have
	for i, b := range blocks {
		if b.Kind == Item && (i == 0 || blocks[i-1].Kind != Item || b.First) {
			menu = isMenu(blocks[i:])
		}
		if why[i] != "navigation" && why[i] != "comment line" && why[i] != "cookie or legal line" && why[i] != "edit or history line" {
			continue
		}
		below := i+1 < len(blocks) && why[i+1] == "" && isBody(blocks[i+1]) && (blocks[i+1].Kind != Paragraph || prose.Words(blocks[i+1].Text) > 3)
		if b.Kind == Heading && below || b.Kind == Item && (b.Mark != "-" || !menu) {
			why[i] = ""
		}
	}
}

// onlyMenus matches items that stand in menus alone.
var onlyMenus = regexp.MustCompile(`^(?i:home|start|(?:main )?menu|sitemap|skip to .*|toggle .*|privacy policy|terms .*)$`)

// isMenu reports whether the list that blocks begin with is the menu of a site.
func isMenu(blocks []Block) bool {
	for i, b := range blocks {
		if b.Kind != Item || i > 0 && b.First {
			return false
		}
		if onlyMenus.MatchString(passage.Plain(b.Text)) {
			return true
		}
	}
	return false
}

// markNetworks marks names of social networks that stand in company.
func markNetworks(blocks []Block, why []string) {
	is := func(i int) bool {
		return i >= 0 && i < len(blocks) && blocks[i].Kind != Row && networkName.MatchString(strings.TrimPrefix(passage.Plain(blocks[i].Text), passage.PictureSign))
	}
	for i := range blocks {
		if why[i] == "" && is(i) && (is(i+1) || is(i-1) || i > 0 && why[i-1] == "share line") {
			why[i] = "share line"
		}
	}
}

// markEndMatter marks sections of references and links, to the next heading
// that is not below theirs.
func markEndMatter(blocks []Block, why []string) {
	for i := 0; i < len(blocks); i++ {
		if blocks[i].Kind != Heading || !endMatter.MatchString(strings.TrimSuffix(blocks[i].Text, ":")) {
			continue
		}
		level := blocks[i].Level
		why[i] = "references and links"
		for i+1 < len(blocks) && (blocks[i+1].Kind != Heading || blocks[i+1].Level > level) {
			i++
			why[i] = "references and links"
		}
	}
}

// markTail marks what follows the first line on related articles, if only
// short lines do: they are the links it announces.
func markTail(blocks []Block, why []string) {
	for i := len(blocks) - 1; i >= 0; i-- {
		if why[i] == "related articles" {
			for j := i + 1; j < len(blocks); j++ {
				if why[j] == "" {
					why[j] = "related articles"
				}
			}
		} else if why[i] == "" && prose.Words(blocks[i].Words()) > MaxHeadingWords {
			return
		}
	}
}

// withoutMarks takes the reference marks out of b. A mark that begins the line
// of a note stays out too: the note is kept as plain text.
func withoutMarks(b Block, report *Report) Block {
	if b.Kind == Code {
		return b
	}
	b.Text = cutMarks(b.Text, report)
	for i := range b.Cells {
		b.Cells[i] = cutMarks(b.Cells[i], report)
	}
	return b
}

func cutMarks(text string, report *Report) string {
	if !strings.Contains(text, "[") {
		return text
	}
	places := referenceMark.FindAllStringIndex(text, -1)
	var cut strings.Builder
	end := 0
	for _, p := range places {
		if !standsAsMark(text, p[0], p[1]) {
			continue
		}
		mark := text[p[0]:p[1]]
		after := p[1]
		if p[0] > 0 && strings.HasSuffix(mark, ":") {
			mark, after = mark[:len(mark)-1], after-1
		}
		report.Leave(mark, "reference mark")
		cut.WriteString(text[end:p[0]])
		end = after
	}
	cut.WriteString(text[end:])
	return prose.Clean(cut.String())
}

// standsAsMark reports whether text[start:end] hangs on a word as a reference
// does, and is not part of a formula such as benzo[1,2]furan.
func standsAsMark(text string, start, end int) bool {
	if end < len(text) && (isAlphanumeric(text[end]) || text[end] == '-' || text[end] == '(') {
		return false
	}
	if strings.HasPrefix(text[start:], "[^") || !prose.IsDigit(text[start+1]) {
		return true
	}
	return start > 0 && text[start-1] != ' ' && text[start-1] != '('
}

func isAlphanumeric(b byte) bool {
	return prose.IsDigit(b) || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= 0x80
}

package source

import "testing"

// TestTheShapesOfOtherMakers reads what other programs write, each in a few lines of
// our own.
func TestTheShapesOfOtherMakers(t *testing.T) {
	for _, test := range []struct{ name, file, body, text, left string }{
		{"tabs and a code's name of GitBook", "a.md", "{% tabs %}\n{% tab title=\"Web\" %}\nPress *Invite*.\n{% endtab %}\n{% endtabs %}\n{% code title=\"a.sh\" %}\n```bash\nrun it\n```\n{% endcode %}\n", "Web:\n\nPress Invite.\n\na.sh:\n\n```bash\nrun it\n```", "{% tabs %}: template mark, {% endtabs %}: template mark"},
		{"a hint and an address of GitBook", "a.md", "{% hint style=\"warning\" %}\nAdmins only.\n{% endhint %}\n\n{% embed url=\"https://v.example/1\" %}\n", "Warning:\n\nAdmins only.\n\nhttps://v.example/1", ""},
		{"tabs of Hugo on one line", "a.md", "{{< tab \"Weekdays\" >}} 9 to 5 {{< /tab >}}\n{{< tab \"Weekends\" >}} 10 to 2 {{< /tab >}}\n", "Weekdays:\n\n9 to 5\n\nWeekends:\n\n10 to 2", ""},
		{"what Hugo folds away", "a.md", "{{% expand \"Can children come?\" %}}\nYes.\n{{% /expand %}}\n", "## Can children come?\n\nYes.", ""},
		{"code of Hugo", "a.md", "{{< highlight bash >}}\ncurl \\\n  {{< x >}}\n{{< /highlight >}}\nDone.\n", "```bash\ncurl \\\n  {{< x >}}\n```\n\nDone.", ""},
		{"marks within code", "a.md", "Type `{{< tab >}}` there.\n\n```\n{% tab title=\"x\" %}\n```\n", "Type {{< tab >}} there.\n\n```\n{% tab title=\"x\" %}\n```", ""},
		{"a group of code of VitePress", "a.md", "::: code-group\n\n```sh{1,3} [npm]\nnpm i\n```\n\n```sh [yarn]\nyarn\n```\n\n:::\n", "npm:\n\n```sh\nnpm i\n```\n\nyarn:\n\n```sh\nyarn\n```", ""},
		{"the name of code of Docusaurus", "a.mdx", "```sh title=\"/etc/a.sh\" showLineNumbers\nrun\n```\n", "/etc/a.sh:\n\n```sh\nrun\n```", ""},
		{"components", "a.mdx", "<Note>\nBring a card.\n</Note>\n\n<Accordion title=\"Is it free?\">\nYes.\n</Accordion>\n\n<Card title=\"Fees\" href=\"https://a.example/fees\" />\n\n<Player id=\"7\" />\n\nNow <Badge type=\"tip\" text=\"v2\" /> is out.\n", "Note:\n\nBring a card.\n\n## Is it free?\n\nYes.\n\n[Fees](https://a.example/fees)\n\nNow v2 is out.", "<Player id=\"7\" />: a component"},
		{"keys, icons and attributes of MkDocs", "a.md", "Press ++ctrl+alt+del++ :material-key: and ^^wait^^.{: .note }\n\n[Fees](https://a.example/f){ .md-button }\n", "Press Ctrl+Alt+Del and wait.\n\n[Fees](https://a.example/f)", ":material-key:: an icon"},
		{"two meanings", "a.md", "Apple\n:   A fruit.\n:   A firm.\n", "- Apple: A fruit.\n  A firm.", ""},
		{"two meanings of a page", "a.html", "<dl><dt>Apple<dd>A fruit.<dd>A firm.<dt>Is it free?<dd>Yes.<dd>On Sundays.</dl>", "- Apple: A fruit.\n  A firm.\n\n## Is it free?\n\nYes.\n\nOn Sundays.", ""},
		{"headings and steps named like a menu", "a.md", "# App\n\n## Log in\n\n1. Open the app.\n2. Log in\n3. Search\n\n## Privacy policy\n\nWe keep it for a year.\n\n- Register\n- Pay\n", "## Log in\n\n1. Open the app.\n2. Log in\n3. Search\n\n## Privacy policy\n\nWe keep it for a year.\n\n- Register\n- Pay", ""},
		{"a menu", "a.md", "- Home\n- Log in\n\nThe desk is open from nine to five.\n", "The desk is open from nine to five.", "Home: navigation, Log in: navigation"},
		{"addresses within items", "a.md", "- Main office\n  1 High Street\n  Leeds\n- Branch:\n  mo 9-5\n  tu 9-1\n", "- Main office\n  1 High Street\n  Leeds\n- Branch:\n  mo 9-5\n  tu 9-1", ""},
		{"hours that end in small letters", "a.md", "Opening hours\nMon 9–5\nTue 9–5\nclosed on Sunday\n", "Opening hours\nMon 9–5\nTue 9–5\nclosed on Sunday", ""},
		{"lists of one item each, of Notion", "a.html", `<p>Do:</p><ul class="bulleted-list"><li>One</li></ul><ul class="bulleted-list"><li>Two</li></ul><ol class="numbered-list" start="1"><li>First</li></ol><ol class="numbered-list" start="2"><li>Second</li></ol>`, "Do:\n\n- One\n- Two\n\n1. First\n2. Second", ""},
		{"a page of Confluence", "a.html", `<div id="main-header"><h1 id="title-heading">IT : VPN</h1></div><div class="page-metadata">Created by Jane</div><div class="wiki-content"><p>Restart it, and wait for the lamp.</p><div class="expand-container"><div class="expand-control"><span class="expand-control-icon"><img src="x.gif"/></span><span>What if it fails?</span></div><div class="expand-content"><p>Call <a href="tel:+44 11">us</a>.</p></div></div></div>`, "Restart it, and wait for the lamp.\n\n## What if it fails?\n\nCall [us](tel:+4411).", "IT : VPN: outside of the main text, Created by Jane: outside of the main text"},
		{"words for those who hear the page", "a.html", `<p>See <a href="https://a.example/f">fees<span class="sr-only">(opens in a new tab)</span></a>.</p>`, "See [fees](https://a.example/f).", "(opens in a new tab): for those who hear the page"},
		{"lines of a definition", "a.html", "<dl><dt>Key<dd>Front door<br>back door</dl>", "- Key: Front door\n  back door", ""},
		{"an article of Zendesk", "a.json", `{"articles":[{"url":"https://a.example/api/1.json","html_url":"https://a.example/hc/1","name":"Refunds","title":"Refunds","draft":false,"body":"<p>Ask <a href=\"/hc/new\">here</a>.</p>"},{"title":"Post","name":"Post","html_url":"https://a.example/hc/2","body":"<p>Free.</p>"}]}`, "## Refunds\n<https://a.example/hc/1>\n\nAsk [here](https://a.example/hc/new).\n\n## Post\n<https://a.example/hc/2>\n\nFree.", ""},
		{"notes, quotes and powers of reStructuredText", "a.rst", "Ring. [1]_ It weighs 10\\ :sup:`3` g.\n\n..\n\n   Quiet after ten.\n\n1. Wait\n\n   a. inside\n   b. outside\n\n.. [1]\n   Twice.\n", "Ring. (Twice) It weighs 10^3 g.\n\nQuiet after ten.\n\n1. Wait\n  a. inside\n  b. outside", ""},
		{"calls, notes and struck words of AsciiDoc", "a.adoc", "Call tel:+4411[us]. Take [line-through]*two* one key.footnote:[Ask for\na spare.]\n", "Call [us](tel:+4411). Take one key. (Ask for a spare)", "two: struck out"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, report := readOne(t, test.file, test.body)
			wantText(t, a.Text, test.text)
			if got := leftOut(report); got != test.left {
				t.Errorf("left out %q, want %q", got, test.left)
			}
		})
	}
}

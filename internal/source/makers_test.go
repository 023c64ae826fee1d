package source

import (
	"fmt"
	"strings"
	"testing"
)

// makers are what programs that make web sites put around an article, each in its
// own markup.
var makers = map[string]string{
	"plain": `<body><h1>%[1]s</h1>%[2]s</body>`,
	"blog": `<body class="single"><header class="site-header"><nav><ul><li><a href="/">Start page</a></li></ul></nav></header><main id="main"><article class="post"><h1 class="entry-title">%[1]s</h1>
<div class="entry-meta">Written by Ada Rivers</div><div class="entry-content">%[2]s</div><div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="https://twitter.com/x">Twitter</a></li></ul></div></article>
<section id="comments" class="comments-area"><h2>Two thoughts</h2><p>Lovely words indeed.</p></section></main><aside class="sidebar"><h2>Recent posts</h2><ul><li>Another story</li></ul></aside><footer>Proudly hosted somewhere</footer></body>`,
	"wiki":          `<body class="mediawiki"><div id="mw-navigation" role="navigation"><a href="#c">Jump to content</a></div><div id="content" class="mw-body"><h1 id="firstHeading">%[1]s</h1><div id="mw-content-text"><div id="toc" class="toc"><h2>Contents</h2><ul><li>1 First part</li></ul></div>%[2]s</div><div id="catlinks" class="catlinks">Categories: Things</div></div></body>`,
	"team space":    `<body class="theme-default"><div id="page"><div id="main"><div id="main-header"><ol id="breadcrumbs"><li>Our space</li></ol><h1 id="title-heading"><span id="title-text">%[1]s</span></h1></div><div id="content" class="view"><div class="page-metadata">Created by Ada, last changed on Monday</div><div id="main-content" class="wiki-content group">%[2]s</div></div></div><div id="footer"><p>Document made on Monday</p></div></div></body>`,
	"documentation": `<body><nav class="navbar">Docs Blog</nav><div class="main-wrapper"><aside class="theme-doc-sidebar-container">Guides Reference</aside><main><article><nav class="theme-doc-breadcrumbs">Guides</nav><div class="theme-doc-markdown markdown"><header><h1>%[1]s</h1></header>%[2]s</div><footer class="theme-doc-footer"><a href="/edit">Edit this page</a></footer></article><div class="table-of-contents"><ul><li><a href="#a">On top</a></li></ul></div></main></div></body>`,
	"help centre":   `<body><header class="header">Help centre</header><main role="main"><ol class="breadcrumbs"><li>Club help</li></ol><article class="article"><header class="article-header"><h1 class="article-title">%[1]s</h1></header><section class="article-info"><div class="article-body">%[2]s</div></section><footer><div class="article-votes"><span>Was this article helpful?</span><button>Yes</button><button>No</button></div></footer></article><section class="related-articles"><h2>Related articles</h2><ul><li>Other help</li></ul></section></main></body>`,
	"manual":        `<body class="wy-body-for-nav"><nav class="wy-nav-side">Search docs</nav><section class="wy-nav-content-wrap"><div role="navigation" aria-label="breadcrumbs">Docs home</div><div role="main" class="document"><div itemprop="articleBody"><section id="x"><h1>%[1]s<a class="headerlink" href="#x">¶</a></h1>%[2]s</section></div></div><footer><p>Built with a builder.</p></footer></section></body>`,
	"builder":       `<body><div id="siteWrapper"><header id="header" role="banner"><a href="/">The club</a></header><div class="sqs-layout"><div class="row"><div class="col"><div class="sqs-block html-block"><div class="sqs-block-content"><h1>%[1]s</h1>%[2]s</div></div></div></div></div><footer role="contentinfo">Come and see us</footer></div></body>`,
	"tables":        `<body><center><table width="700"><tr><td><h1>%[1]s</h1>%[2]s</td></tr><tr><td>Best viewed on a large screen</td></tr></table></center></body>`,
	"application":   `<body><noscript>Please switch scripts on</noscript><div id="__next"><div class="css-1a"><div class="css-2b"><h1 class="css-3c">%[1]s</h1><div class="css-4d">%[2]s</div></div></div></div><script>var words = "never shown";</script></body>`,
}

// parts are what articles are made of.
var articleParts = []string{
	`<h2>Where do I go?</h2><p>Take the <a href="https://club.example/map">northern path</a> to the mill, then ring <b>twice</b>.</p>`,
	`<h2>Prices</h2><table><thead><tr><th rowspan="2">Ticket</th><th colspan="2">Price</th></tr><tr><th>day</th><th>week</th></tr></thead><tbody><tr><td>Adult<br>with dog</td><td>9</td><td>40</td></tr><tr><td>Child</td><td colspan="2">free</td></tr></tbody></table>`,
	`<h2>Rules</h2><ol><li>Shut the gate<ul><li>also at night</li></ul></li><li><p>Walk slowly.</p><p>Always.</p></li></ol>`,
	`<h2>Questions</h2><details><summary>May I swim?</summary><p>From June on, in the <i>lower</i> lake.</p></details><dl><dt>Quiet hours</dt><dd>from ten to six</dd></dl>`,
	`<h2>Opening</h2><p>Mill Lane 4<br>second floor<br>ring the bell</p><pre>open --gate 3 \
  --slowly</pre>`,
	`<h2>Pictures</h2><figure><img src="https://club.example/lake.jpg" alt="The lake in winter"><figcaption>Taken by a member</figcaption></figure><p>It is 10<sup>3</sup> paces around.</p>`,
	`<h2>Changes</h2><p>The fee is <del>five</del> <ins>six</ins> euros; see <code>fees.txt</code> or <a href="/fees">the list</a>.</p><blockquote><p>Nobody pays twice.</p></blockquote>`,
	`<div class="tabs" role="tablist"><button role="tab" aria-controls="p1">Summer</button><button role="tab" aria-controls="p2">Winter</button></div><div role="tabpanel" id="p1"><p>Swim in the lake.</p></div><div role="tabpanel" id="p2" hidden><p>Skate on it.</p></div>`,
	`<h3 class="faq-question">Is there a shop?</h3><div class="faq-answer" style="display:none"><p>Yes, beside the gate; it sells bread.</p></div>`,
	`<p>We keep bees as well, and whoever wants to see them comes on a Sunday, with long sleeves and without perfume; the hives stand behind the orchard.</p>`,
}

// A hundred pages of the markup of ten makers lose no word that is not named.
func TestAHundredPagesOfDifferentMakers(t *testing.T) {
	all := newCount()
	for maker, frame := range makers {
		for n := range articleParts {
			var article strings.Builder
			for i := range 6 {
				article.WriteString(articleParts[(n+i*(1+n%3))%len(articleParts)])
			}
			body := fmt.Sprintf(frame, fmt.Sprintf("Guide number %d", n), article.String())
			page := "<!doctype html><html lang=\"en\"><head><title>A guide</title></head>" + body + "</html>"
			all.count(t, fmt.Sprintf("%s %d.html", maker, n), shown(body), []byte(page))
		}
	}
	if all.files != 100 {
		t.Errorf("%d pages were read", all.files)
	}
	all.log(t)
}

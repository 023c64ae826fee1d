package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/prose"
)

// readTabs puts the label of each tab over its panel: one reads "North branch:"
// and then what the panel says. Tabs whose panel is not found stay.
func readTabs(page *html.Node) {
	panels := map[string]*html.Node{}
	var tabs []*html.Node
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch attribute(n, "role") {
		case "tab":
			tabs = append(tabs, n)
		case "tabpanel":
			panels["#"+attribute(n, "id")] = n
			panels["by "+attribute(n, "aria-labelledby")] = n
		}
	}
	for _, tab := range tabs {
		panel := panels["#"+attribute(tab, "aria-controls")]
		if panel == nil && attribute(tab, "id") != "" {
			panel = panels["by "+attribute(tab, "id")]
		}
		label := prose.Clean(textOf(tab))
		if panel == nil || label == "" || tab.Parent == nil {
			continue
		}
		p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
		p.AppendChild(&html.Node{Type: html.TextNode, Data: strings.TrimRight(label, ":") + ":"})
		panel.InsertBefore(p, panel.FirstChild)
		tab.Parent.RemoveChild(tab)
	}
}

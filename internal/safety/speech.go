package safety

import "strings"

// A speech is every sentence of the cards in one language. {emergency},
// {lines} and {poison} are filled in.
//
// Rules of the wording, for whoever edits it: at most five short lines. Say
// that a bot speaks and that nobody may be reading. No diagnosis, no means,
// no promise of secrecy or of watching, no question that suggests its
// answer. Offer a way without a voice beside every call. A clinician should
// read any change before a community relies on it.
type speech struct {
	crisisTitle, crisisLead, crisisNumber, crisisTalk, crisisTogether string
	emergencyTitle, emergencyNumber, emergencyPoison, emergencyLead   string
	warmTitle, warmLead, warmTalk, warmWorse, warmTeam                string
	otherTitle, otherLead, otherNumber, otherTalk                     string
	threatTitle, threatLead, threatTalk                               string
	abuseTitle, abuseLead, abuseNow, abuseTalk, abuseTrace            string
	minorTitle, minorLead, minorTalk, minorNow                        string

	lineText, pointerText, kindnessText, boundaryText string // single lines

	anywhere, elsewhere, or      string // before and between directories
	call, text, chat, mail, both string // before a number or an address
	local, orLocal               string // the emergency number, unknown and known
	noPoison, poisonAbroad       string // where no poison centre is known
}

// speechOf picks the language of locale, such as "de" or "pt-BR"; English if
// there is none.
func speechOf(locale string) *speech {
	language, _, _ := strings.Cut(strings.ToLower(locale), "-")
	switch language {
	case "de":
		return &german
	case "fr":
		return &french
	case "es":
		return &spanish
	case "pt":
		return &portuguese
	}
	return &english
}

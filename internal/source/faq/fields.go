package faq

import (
	"fmt"
	"strings"
	"unicode"

	"pamphlet/internal/source/prose"
)

// Roles of a column or field. A title can stand for a question, and a body for
// an answer, in a list that has no other.
const (
	asksRole    = "question"
	answersRole = "answer"
	altRole     = "alternate"
	sourceRole  = "source"
	titleRole   = "title"
	bodyRole    = "body"
	idRole      = "id"
)

// roleWords are the names that columns have, in the languages we read.
var roleWords = map[string]string{
	asksRole: "question q questions query prompt frage fragen pregunta preguntas fråga frågor spørsmål spørsmaal kérdés kérdések " +
		"вопрос вопросы pergunta perguntas domanda domande vraag vragen pytanie pytania spørgsmål kysymys kysymykset otázka otázky " +
		"întrebare întrebări soru sorular питання запитання ερώτηση ερωτήσεις 質問 問題 问题 질문 سؤال السؤال שאלה",
	answersRole: "answer a answers response responses reply antwort antworten respuesta respuestas réponse réponses reponse svar válasz válaszok " +
		"ответ ответы resposta respostas risposta risposte antwoord antwoorden odpowiedź odpowiedzi vastaus vastaukset odpověď odpovědi odpoveď odpovede " +
		"răspuns răspunsuri cevap cevaplar yanıt відповідь відповіді απάντηση απαντήσεις 回答 答え 答案 답변 대답 جواب الجواب إجابة الإجابة תשובה",
	altRole:    "alternate alternates alternative alternatives alt variants variant phrasings synonyms aliases utterances varianten variantes",
	sourceRole: "source url link href quelle fuente lien bron fonte fonti källa kilde forrás źródło источник zdroj lähde sursă kaynak",
	titleRole:  "title article subject name heading titel título titre tittel cím название",
	bodyRole:   "body content contents text description solution inhalt contenido contenu innehåll innhold текст",
	idRole:     "id qid",
}

// role tells what a column or field holds by its name; other names are "".
func role(name string) string {
	name, _, _ = strings.Cut(prose.Clean(name), " (") // such as "Answer (approved)"
	words := strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) }), " ")
	switch words {
	case "":
		return ""
	case "alternate question", "alternate questions", "alternative question", "alternative questions", "other questions":
		return altRole
	case "source url", "html url":
		return sourceRole
	}
	for role, names := range roleWords {
		for n := range strings.FieldsSeq(names) {
			if n == words {
				return role
			}
		}
	}
	return ""
}

// RolesOf tells what columns hold by their names. Columns that a person named
// come first, by the name, the letter or the number of the column; no other column
// has what they hold.
func RolesOf(names []string, chosen map[string]string) []string {
	roles := make([]string, len(names))
	has := map[string]bool{}
	for as := range chosen {
		has[prose.FirstOf(role(as), as)] = true
	}
	for i, n := range names {
		for as, column := range chosen {
			if isColumn(i, n, column) {
				roles[i] = prose.FirstOf(role(as), as)
			}
		}
		if known := role(n); roles[i] == "" && (len(chosen) == 0 || !has[known]) {
			roles[i] = known
		}
	}
	for _, r := range roles {
		has[r] = true
	}
	for _, stand := range [][2]string{{asksRole, titleRole}, {answersRole, bodyRole}} {
		best := -1
		for i, r := range roles {
			// What a description describes is rather in another field.
			if r == stand[1] && !has[stand[0]] && (best < 0 || strings.EqualFold(prose.Clean(names[best]), "description")) {
				best = i
			}
		}
		if best >= 0 {
			roles[best] = stand[0]
		}
	}
	return roles
}

// isColumn reports whether column names the i-th one: as "answer", "B" or "2".
func isColumn(i int, name, column string) bool {
	return strings.EqualFold(prose.Clean(name), prose.Clean(column)) || strings.EqualFold(column, letters(i)) || column == fmt.Sprint(i+1)
}

// letters returns the name a spreadsheet gives column i: A, B, …, Z, AA, …
func letters(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// put adds the value of a column with a role to p.
func (p *Pair) put(role, value string) {
	value = strings.TrimSpace(value)
	switch role {
	case asksRole:
		if p.question == "" {
			p.question = value
		} else {
			p.addAlternates(value)
		}
	case altRole:
		p.addAlternates(value)
	case answersRole:
		p.answer = prose.FirstOf(p.answer, value)
	case sourceRole:
		p.source = prose.FirstOf(p.source, value)
	case titleRole:
		p.title = value
	case idRole:
		p.id = value
	}
}

// maxAlternates is how many wordings of a question are kept.
const maxAlternates = 100

// addAlternates adds the questions of one cell, parted by "|" or line breaks.
func (p *Pair) addAlternates(cell string) {
	for q := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '|' || r == '\n' }) {
		if q = prose.Clean(q); q != "" && q != prose.Clean(p.question) && len(p.alternates) < maxAlternates {
			p.alternates = prose.Union(p.alternates, []string{q})
		}
	}
}

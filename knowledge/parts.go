package knowledge

import (
	"context"
	"slices"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/passage"
)

// fromTheTop lets the first match begin with the first part of its section if
// all that the question and it share is what the section is about: who asks the
// heading wants to read from its beginning.
func (b *Base) fromTheTop(ctx context.Context, g guild, matches []Match) error {
	if len(matches) == 0 || matches[0].Part < 2 || !asksHeading(matches[0].Why.Found) {
		return nil
	}
	top := &matches[0]
	all, err := sqlite.Select(ctx, b.db, scanPassage, passageRow+`where a.guild = ? and p.part = 1
		and p.article = (select article from passages where id = ?)
		and p.position = (select position from passages where id = ?) - ?`, g.number, top.ID, top.ID, top.Part-1)
	if err != nil || len(all) == 0 {
		return err // removed in this very moment
	}
	for i := range matches {
		if matches[i].ID == all[0].ID { // it takes the place of the other
			top.Passage, matches[i].Passage = matches[i].Passage, top.Passage
			top.Sentence, matches[i].Sentence = matches[i].Sentence, top.Sentence
			return nil
		}
	}
	top.Passage, top.Sentence = all[0], passage.Span{}
	return nil
}

// asksHeading reports whether no word of a question is in the body of a passage
// alone.
func asksHeading(found []FoundTerm) bool {
	return len(found) > 0 && !slices.ContainsFunc(found, func(f FoundTerm) bool {
		return !slices.Contains(f.Fields, "heading") && !slices.Contains(f.Fields, "questions") && !slices.Contains(f.Fields, "title")
	})
}

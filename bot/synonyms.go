package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/internal/lexicon"
)

// kbSynonym lists the guild's own synonyms, or previews one more or one less.
func (b *Bot) kbSynonym(ctx context.Context, r Request) (Reply, error) {
	kept, err := b.base.Setting(ctx, r.Guild, settingSynonyms)
	if err != nil {
		return Reply{}, err
	}
	lines := strings.FieldsFunc(kept, func(r rune) bool { return r == '\n' })
	switch add, remove := r.option("add"), r.option("remove"); {
	case add != "":
		if _, err := lexicon.Parse(strings.NewReader(add)); err != nil {
			return Reply{Kind: Refused, Lead: sentenceOf(err), Private: true}, nil
		}
		line := strings.Join(strings.Fields(add), " ")
		if slices.Contains(lines, line) {
			return r.refused(messages.SameLine), nil
		}
		return b.previewSetting(ctx, r, settingSynonyms, strings.Join(append(lines, line), "\n"))
	case remove != "":
		n, err := strconv.Atoi(remove)
		if err != nil || n < 1 || n > len(lines) {
			return r.refused(messages.NoSuchLine), nil
		}
		left := strings.Join(append(lines[:n-1:n-1], lines[n:]...), "\n")
		if left == "" {
			left = "default"
		}
		return b.previewSetting(ctx, r, settingSynonyms, left)
	}
	if len(lines) == 0 {
		return r.nothing(messages.NoSynonyms), nil
	}
	numbered := make([]string, len(lines))
	for i, line := range lines {
		numbered[i] = fmt.Sprintf("%d. %s", i+1, Escape(line))
	}
	reply := r.done(messages.Synonyms, len(lines))
	reply.Value = lines
	list(&reply, "synonyms.txt", numbered)
	return reply, nil
}

// kbExport sends everything the guild keeps as files.
func (b *Bot) kbExport(ctx context.Context, r Request) (Reply, error) {
	if b.moderation.export == nil {
		return r.refused(messages.NoExport), nil
	}
	files, err := b.moderation.export(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	reply := r.done(messages.Exported)
	reply.Files = files
	return reply, nil
}

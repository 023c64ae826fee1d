package moderate

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/lexicon"
	"pamphlet/knowledge"
)

// kbSynonym lists the guild's own synonyms, or previews one more or one less.
func (b *Bot) kbSynonym(ctx context.Context, r bot.Request) (bot.Reply, error) {
	lines := strings.FieldsFunc(r.Setting(knowledge.SettingSynonyms), func(r rune) bool { return r == '\n' })
	switch add, remove := r.Option("add"), r.Option("remove"); {
	case add != "":
		if _, err := lexicon.Parse(strings.NewReader(add)); err != nil {
			return bot.Reply{Kind: bot.Refused, Lead: sentenceOf(err), Private: true}, nil
		}
		line := strings.Join(strings.Fields(add), " ")
		if slices.Contains(lines, line) {
			return r.Refused(messages.SameLine), nil
		}
		return b.previewSetting(ctx, r, knowledge.SettingSynonyms, strings.Join(append(lines, line), "\n"))
	case remove != "":
		n, err := strconv.Atoi(remove)
		if err != nil || n < 1 || n > len(lines) {
			return r.Refused(messages.NoSuchLine), nil
		}
		left := strings.Join(append(lines[:n-1:n-1], lines[n:]...), "\n")
		if left == "" {
			left = "default"
		}
		return b.previewSetting(ctx, r, knowledge.SettingSynonyms, left)
	}
	if len(lines) == 0 {
		return nothing(r, messages.NoSynonyms), nil
	}
	numbered := make([]string, len(lines))
	for i, line := range lines {
		numbered[i] = fmt.Sprintf("%d. %s", i+1, bot.Escape(line))
	}
	reply := r.Done(messages.Synonyms, len(lines))
	reply.Value = lines
	list(&reply, "synonyms.txt", numbered)
	return reply, nil
}

// kbExport sends everything the guild keeps as files.
func (b *Bot) kbExport(ctx context.Context, r bot.Request) (bot.Reply, error) {
	if b.parts.Export == nil {
		return r.Refused(messages.NoExport), nil
	}
	files, err := b.parts.Export(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := r.Done(messages.Exported)
	reply.Files = files
	return reply, nil
}

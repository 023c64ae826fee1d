package moderate

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// exportQueue sends a guild's whole queue as a file.
func (b *Bot) exportQueue(ctx context.Context, r bot.Request, format string) (bot.Reply, error) {
	if queueFormats()[format] == nil {
		return r.Refused(messages.NoSuchFormat), nil
	}
	body, all, err := ExportQueue(ctx, b.base, r.Guild, format, r.Time)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := r.Done(messages.QueueExported, len(all))
	reply.Files, reply.Value = []bot.File{{Name: "queue." + format, Body: body}}, all
	return reply, nil
}

// ExportQueue writes a guild's whole queue, in all stages, for another program:
// as "csv" or "jsonl".
func ExportQueue(ctx context.Context, base *knowledge.Base, guild, format string, now time.Time) ([]byte, []knowledge.Queued, error) {
	write := queueFormats()[format]
	if write == nil {
		return nil, nil, fmt.Errorf("format %q: want csv or jsonl", format)
	}
	all := []knowledge.Queued{}
	far := now.AddDate(100, 0, 0) // snoozed ones too
	for _, stage := range []knowledge.Stage{knowledge.StageNew, knowledge.StageDrafted, knowledge.StageAnswered, knowledge.StageIgnored} {
		some, err := base.Queue(ctx, guild, stage, far)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, some...)
	}
	body, err := write(all)
	return body, all, err
}

func queueFormats() map[string]func([]knowledge.Queued) ([]byte, error) {
	return map[string]func([]knowledge.Queued) ([]byte, error){"csv": queueCSV, "jsonl": queueLines}
}

func queueLines(all []knowledge.Queued) ([]byte, error) {
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	for _, q := range all {
		if err := lines.Encode(q); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

func queueCSV(all []knowledge.Queued) ([]byte, error) {
	var out bytes.Buffer
	rows := csv.NewWriter(&out)
	rows.Write([]string{"id", "question", "count", "state", "until", "last", "why"})
	for _, q := range all {
		until := ""
		if !q.Until.IsZero() {
			until = q.Until.Format(time.DateOnly)
		}
		rows.Write([]string{strconv.FormatInt(q.ID, 10), harmless(q.Question), strconv.Itoa(q.Count), string(q.State), until, q.Last.Format(time.DateOnly), q.Why})
	}
	rows.Flush()
	return out.Bytes(), rows.Error()
}

// harmless keeps a spreadsheet from taking a member's words for a formula
// (OWASP, CSV injection).
func harmless(text string) string {
	if text != "" && strings.ContainsAny(text[:1], "=+-@\t\r") {
		return "'" + text
	}
	return text
}

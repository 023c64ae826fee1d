package bot

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"pamphlet/knowledge"
)

// exportQueue sends a guild's whole queue, in all stages, as a file for another
// program: "csv" or "jsonl".
func (b *Bot) exportQueue(ctx context.Context, r Request, format string) (Reply, error) {
	write := map[string]func([]knowledge.Queued) ([]byte, error){"csv": queueCSV, "jsonl": queueLines}[format]
	if write == nil {
		return refused(r, sayNoSuchFormat), nil
	}
	all := []knowledge.Queued{}
	far := r.Time.AddDate(100, 0, 0) // snoozed ones too
	for _, stage := range []knowledge.Stage{knowledge.New, knowledge.InDraft, knowledge.Answered, knowledge.Ignored} {
		some, err := b.base.Queue(ctx, r.Guild, stage, far)
		if err != nil {
			return Reply{}, err
		}
		all = append(all, some...)
	}
	body, err := write(all)
	if err != nil {
		return Reply{}, err
	}
	reply := r.done(sayQueueExported, len(all))
	reply.Files, reply.Value = []File{{"queue." + format, body}}, all
	return reply, nil
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

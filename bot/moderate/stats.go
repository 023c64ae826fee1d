package moderate

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/chart"
	"pamphlet/knowledge"
)

const (
	statsDays    = 30 // unless the moderator says otherwise
	maxStatsDays = 90
	maxStatsRows = 8 // of each list
)

// kbStats sums up what was asked and what answered, as text and as a picture.
func (b *Bot) kbStats(ctx context.Context, r bot.Request) (bot.Reply, error) {
	days := statsDays
	if asked := r.Option("days"); asked != "" {
		n, err := strconv.Atoi(asked)
		if err != nil || n < 1 || n > maxStatsDays {
			return r.Refused(messages.StatsDays, maxStatsDays), nil
		}
		days = n
	}
	s, err := b.base.Stats(ctx, r.Guild, days, r.Time)
	if err != nil {
		return bot.Reply{}, err
	}
	reply := r.Done(messages.Stats, days) // the sums follow
	reply.Value = s
	reply.Lead += "\n" + statsSums(r, s)
	reply.Notes = statsLists(r, s)
	var picture bytes.Buffer
	if err := drawStats(&picture, s); err != nil {
		return bot.Reply{}, err
	}
	reply.Files = []bot.File{{Name: "stats.png", Body: picture.Bytes()}}
	return reply, nil
}

// statsSums counts all days together.
func statsSums(r bot.Request, s knowledge.Stats) string {
	var sum knowledge.DayStats
	for _, d := range s.Days {
		sum.Answered, sum.Closest = sum.Answered+d.Answered, sum.Closest+d.Closest
		sum.Clarify, sum.Unknown = sum.Clarify+d.Clarify, sum.Unknown+d.Unknown
	}
	asked := sum.Asked()
	share := func(n int) int { return (100*n + asked/2) / max(asked, 1) }
	return r.Say(messages.StatsSums, asked, sum.Answered, share(sum.Answered), sum.Closest, share(sum.Closest),
		sum.Clarify, share(sum.Clarify), sum.Unknown, share(sum.Unknown))
}

// statsLists are the articles that answered most, those that never did, and the
// questions that wait.
func statsLists(r bot.Request, s knowledge.Stats) (notes []string) {
	var most, never, waiting []string
	for _, a := range s.Articles {
		if a.Quoted == 0 {
			never = append(never, bot.Escape(a.Title))
			continue
		}
		most = append(most, r.Say(messages.StatsArticle, bot.Escape(a.Title), a.Quoted, a.Helpful, a.NotHelpful, a.Used, a.Passages))
	}
	for _, q := range s.Waiting {
		waiting = append(waiting, r.Say(messages.DigestLine, brief(q.Question), q.Count))
	}
	for _, list := range []struct {
		head  messages.Key
		lines []string
	}{{messages.StatsMost, most}, {messages.StatsNever, never}, {messages.StatsWaiting, waiting}} {
		if len(list.lines) > 0 {
			shown := list.lines[:min(len(list.lines), maxStatsRows)]
			notes = append(notes, r.Say(list.head, len(list.lines))+"\n- "+strings.Join(shown, "\n- "))
		}
	}
	return notes
}

// drawStats draws a bar for each day.
func drawStats(to *bytes.Buffer, s knowledge.Stats) error {
	series := []chart.Series{{Name: "answered"}, {Name: "came close"}, {Name: "asked back"}, {Name: "unknown"}}
	for _, d := range s.Days {
		for i, n := range []int{d.Answered, d.Closest, d.Clarify, d.Unknown} {
			series[i].Values = append(series[i].Values, n)
		}
	}
	const day = "2 Jan"
	return chart.Bars(to, s.Days[0].Day.Format(day), s.Days[len(s.Days)-1].Day.Format(day), series)
}

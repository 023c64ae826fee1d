package script

import (
	"context"
	"fmt"
	"time"

	"pamphlet/bot"
)

// A Stage is where a script is played: the bot itself, or the bot behind a
// Discord.
type Stage interface {
	// Learn takes in the article of a Learn step, or several: its Body, or
	// what lies at its Text.
	Learn(ctx context.Context, step Step) error
	// Send gives a request to the bot and returns what comes back. An error
	// is the bot's fault, and the step fails with it.
	Send(ctx context.Context, request bot.Request) (bot.Reply, error)
}

// Guild is the guild that the members of a script belong to.
const Guild = "script"

// Start is the time at which every script begins. It lies after the starter
// articles' dates and before they are due for review.
func Start() time.Time { return time.Date(2026, time.December, 1, 9, 0, 0, 0, time.UTC) }

// pace is the time between two steps. It keeps a conversation together and
// members below any rate limit.
const pace = 20 * time.Second

// Play plays s on stage. An error means that it could not be played to its
// end; what differs from the script is part of the outcome.
func Play(ctx context.Context, s Script, stage Stage) (Outcome, error) {
	p := player{stage: stage, now: Start(), shown: map[place]bot.Reply{}, asked: map[place]string{}}
	p.outcome.Conversations = 1
	for i, step := range s.Steps {
		if err := p.play(ctx, i, step); err != nil {
			return p.outcome, fmt.Errorf("line %d: %w", step.Line, err)
		}
	}
	return p.outcome, nil
}

// A place is where somebody talks. Without a member it is a whole channel.
type place struct{ channel, member string }

// A player holds where a script has come to.
type player struct {
	stage        Stage
	now          time.Time
	requests     int
	conversation int
	begun        bool // a turn was played in this conversation
	shown        map[place]bot.Reply
	asked        map[place]string // the last question's request ID
	outcome      Outcome
}

func (p *player) play(ctx context.Context, index int, step Step) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.now = p.now.Add(pace)
	switch step.Action {
	case Learn:
		return p.stage.Learn(ctx, step)
	case Wait:
		p.now = p.now.Add(step.Wait)
	case Begin:
		p.begin()
	default:
		p.begun = true
		turn := Turn{Step: index, Conversation: p.conversation}
		turn.Reply, turn.Differences = p.turn(ctx, step)
		p.outcome.Turns = append(p.outcome.Turns, turn)
		return ctx.Err()
	}
	return nil
}

// begin starts a conversation in which nobody has said anything yet: from
// here on, members and channels have other ids.
func (p *player) begin() {
	if p.begun {
		p.conversation++
		p.outcome.Conversations++
	}
	p.begun = false
	clear(p.shown)
	clear(p.asked)
}

// turn plays what somebody does and compares what comes back.
func (p *player) turn(ctx context.Context, step Step) (bot.Reply, []Difference) {
	request, at, problem := p.request(step)
	if problem != "" {
		return bot.Reply{}, []Difference{{Line: step.Line, Detail: -1, Want: step.Text, Got: problem}}
	}
	reply, err := p.stage.Send(ctx, request)
	if err != nil {
		return reply, []Difference{{Line: step.Line, Detail: -1, Want: "a reply", Got: "error: " + err.Error()}}
	}
	if request.Kind != bot.Suggest && reply.Kind != bot.Silent {
		p.shown[at] = reply
		if !reply.Private {
			p.shown[place{channel: at.channel}] = reply
		}
	}
	return reply, compare(step, reply)
}

package discord

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// An apiError is Discord's refusal of a call, without the call.
type apiError struct {
	Route  string
	Status int
	Code   int // of Discord's own list; 0 if none
	// Unsure says that an earlier try may have been carried out.
	Unsure bool
}

func (e *apiError) Error() string {
	return fmt.Sprintf("discord %s: status %d, code %d", e.Route, e.Status, e.Code)
}

// Discord's codes for what a call may be refused for, from its documentation.
const (
	codeUnknownMessage      = 10008
	codeUnknownWebhook      = 10015
	codeUnknownInteraction  = 10062 // or one that is too old
	codeAlreadyAcknowledged = 40060
	codeNoPermission        = 50013
	codeEntryPoint          = 50240 // would be lost
	codeNoHistory           = 160002
)

// hasCode reports whether err is Discord's refusal with that code.
func hasCode(err error, code int) bool {
	var refused *apiError
	return errors.As(err, &refused) && refused.Code == code
}

// unknownRoute reports whether err means that a server knows no such call. Discord
// knows them all; a server that stands in for it may not.
func unknownRoute(err error) bool {
	var refused *apiError
	return errors.As(err, &refused) && (refused.Status == 404 || refused.Status == 405 || refused.Status == 501)
}

// refusal reads Discord's code and drops the rest: discordgo's error holds
// the request, with the token.
func refusal(route string, status int, err error, unsure bool) error {
	refused := &apiError{Route: route, Status: status, Unsure: unsure}
	var full *discordgo.RESTError
	if errors.As(err, &full) && full.Message != nil {
		refused.Code = full.Message.Code
	}
	return refused
}

// redactURL drops the address from an error of the network: it may hold an
// interaction's token.
func redactURL(err error) error {
	var addressed *url.Error
	if errors.As(err, &addressed) {
		return addressed.Err
	}
	var full *discordgo.RESTError
	var limited *discordgo.RateLimitError
	if errors.As(err, &full) || errors.As(err, &limited) || err != nil && strings.HasPrefix(err.Error(), "Exceeded Max retries") {
		return errors.New("refused")
	}
	return err
}

package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"pamphlet/bot"
)

// cdn are the hosts Discord serves attachments from.
var cdn = map[string]bool{"cdn.discordapp.com": true, "media.discordapp.net": true}

var errTooLarge = errors.New("attachment: too large")

// fetch reads attachments from Discord's CDN, at once: their addresses
// expire.
func (c *Client) fetch(ctx context.Context, files []attachment) ([]bot.File, error) {
	var fetched []bot.File
	for _, f := range files {
		body, err := c.download(ctx, f)
		if err != nil {
			return nil, err
		}
		fetched = append(fetched, bot.File{Name: f.Name, Body: body})
	}
	return fetched, nil
}

func (c *Client) download(ctx context.Context, f attachment) ([]byte, error) {
	u, err := url.Parse(f.URL)
	if err != nil {
		return nil, errors.New("attachment: not a URL")
	}
	local := c.settings.API != "" && loopback(f.URL) == nil
	if !local && (u.Scheme != "https" || !cdn[u.Host]) {
		return nil, errors.New("attachment: not at Discord")
	}
	if f.Size > c.settings.Limits.File {
		return nil, errTooLarge
	}
	ctx, cancel := context.WithTimeout(ctx, c.settings.Pace.Request)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, nil)
	if err != nil {
		return nil, errors.New("attachment: not a URL")
	}
	client := http.Client{Transport: c.rest.carrier, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		return nil, redactURL(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("attachment: status %d", resp.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.settings.Limits.File+1))
	if err == nil && int64(len(body)) > c.settings.Limits.File {
		err = errTooLarge
	}
	return body, err
}

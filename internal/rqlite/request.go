package rqlite

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// A reply is what a node says to statements.
type reply struct {
	Results []result `json:"results"`
	Error   string   `json:"error"`
}

type result struct {
	Columns []string `json:"columns"`
	Values  [][]any  `json:"values"`
	Error   string   `json:"error"`
}

// failed is the first statement that failed, or nil.
func (r *reply) failed() *Error {
	for i, one := range r.Results {
		if one.Error != "" {
			return &Error{Statement: i, Message: one.Error}
		}
	}
	return nil
}

// ofNode are SQLite's words for what one node lacks.
var ofNode = []string{"database or disk is full", "disk I/O error", "out of memory", "attempt to write a readonly database"}

// failedThere is why a node could not keep a batch that others may keep: the cluster
// had agreed on it before. It is nil if there is no such reason.
func (r *reply) failedThere() error {
	failed := r.failed()
	for _, words := range ofNode {
		if failed != nil && strings.HasPrefix(failed.Message, words) {
			return failed
		}
	}
	return nil
}

// A refusal is a reason for which a node surely did nothing: it was not reached,
// or there is no leader. Any other error leaves that open.
type refusal struct{ error }

func (r refusal) Unwrap() error { return r.error }

func refused(err error) bool { return errors.As(err, new(refusal)) }

// idle are the words of a node that has done nothing and may soon do it.
var idle = []string{"not leader", "leader not found", "not ready", "store not open", "not open", "stale read", "timed out enqueuing operation"}

// ask sends statements to one node.
func (c *Client) ask(ctx context.Context, node int, path string, body []byte, patience time.Duration) (*reply, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	response, err := c.send(ctx, http.MethodPost, c.nodes[node]+path+"&timeout="+patience.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	decoder := json.NewDecoder(response.Body)
	decoder.UseNumber()
	var r reply
	if err := decoder.Decode(&r); err != nil {
		return nil, fmt.Errorf("%s: %w", c.nodes[node], err)
	}
	if r.Error != "" {
		err := fmt.Errorf("%s: %s", c.nodes[node], r.Error)
		for _, words := range idle {
			if r.Error == words {
				return nil, refusal{err}
			}
		}
		return nil, err
	}
	return &r, nil
}

// send sends a request and returns a response of status 200, whose body the caller
// closes.
func (c *Client) send(ctx context.Context, method, url string, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	if c.access.User != "" {
		request.SetBasicAuth(c.access.User, c.access.Password)
	}
	response, err := c.http.Do(request)
	var dial *net.OpError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, &certificate):
		return nil, refusal{fmt.Errorf("%w: %w", ErrAccess, err)}
	case errors.As(err, &dial) && dial.Op == "dial":
		return nil, refusal{err}
	}
	if err != nil {
		return nil, err
	}
	if response.StatusCode == http.StatusOK {
		return response, nil
	}
	defer response.Body.Close()
	words, _ := io.ReadAll(io.LimitReader(response.Body, 200))
	err = fmt.Errorf("%s: %s: %s", request.URL.Host, response.Status, strings.TrimSpace(string(words)))
	switch response.StatusCode {
	case http.StatusUnauthorized, http.StatusForbidden:
		return nil, refusal{fmt.Errorf("%w: %w", ErrAccess, err)}
	case http.StatusServiceUnavailable, http.StatusBadRequest, http.StatusNotFound, http.StatusMethodNotAllowed:
		return nil, refusal{err}
	}
	return nil, err
}

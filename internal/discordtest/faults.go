package discordtest

import (
	"fmt"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A Fault is how a request goes wrong.
type Fault struct {
	status    int
	after     time.Duration
	global    bool
	resetInfo bool // X-RateLimit-Reset-After and the like are sent
	html      bool
	slow      time.Duration
	held      <-chan struct{}
	code      int  // Discord's error code, with status
	bare      bool // a limit of which no header tells
	spills    bool // more is sent than was announced
	cut       bool // the connection is reset
	acts      bool // … only after the request was carried out
	exhausts  bool // the request works and is the last of its bucket
}

// RouteLimit answers 429 for this route and its major parameters until
// after has passed.
func RouteLimit(after time.Duration) Fault {
	return Fault{status: 429, after: after, resetInfo: true}
}

// GlobalLimit answers 429 for every route but interactions and webhooks
// until after has passed. Discord's documentation shows it without the
// X-RateLimit-Reset-After header; withReset adds it.
func GlobalLimit(after time.Duration, withReset bool) Fault {
	return Fault{status: 429, after: after, global: true, resetInfo: withReset}
}

// BareLimit is RouteLimit without any header: the body alone says how long.
func BareLimit(after time.Duration) Fault { return Fault{status: 429, after: after, bare: true} }

// Code answers with a status and an error code of Discord's, such as 403 and
// 50013.
func Code(status, code int) Fault { return Fault{status: status, code: code} }

// Cloudflare answers 429 with a page of HTML, as the network in front of
// Discord does.
func Cloudflare(after time.Duration) Fault { return Fault{status: 429, after: after, html: true} }

// Status answers with a status, such as 500 or 502.
func Status(code int) Fault { return Fault{status: code} }

// Slow answers only after a delay.
func Slow(delay time.Duration) Fault { return Fault{slow: delay} }

// Hold answers only once the channel is closed.
func Hold(until <-chan struct{}) Fault { return Fault{held: until} }

// Spill answers 500 with more than the answer's length says.
func Spill() Fault { return Fault{spills: true} }

// Reset resets the connection instead of answering.
func Reset() Fault { return Fault{cut: true} }

// ResetAfter carries the request out, then resets the connection.
func ResetAfter() Fault { return Fault{cut: true, acts: true} }

// Exhaust carries the request out and says that it was the last its bucket
// allows for a time; those that come before are answered 429.
func Exhaust(after time.Duration) Fault {
	return Fault{after: after, exhausts: true, acts: true, resetInfo: true}
}

// rest is the state of faults, limits and counts.
type rest struct {
	planned  []*plannedFault
	chaos    func(route string) *Fault
	limited  map[string]time.Time // by route and major parameters
	global   time.Time
	counts   map[string]int // by "METHOD template"
	statuses map[int]int
	tooEarly int
}

type plannedFault struct {
	route string
	times int
	fault Fault
}

func (r *rest) init() {
	r.limited, r.counts, r.statuses = map[string]time.Time{}, map[string]int{}, map[int]int{}
}

// Fail makes the next times requests fail whose route begins with route:
// the method and the path as the OpenAPI description writes it, such as
// "PATCH /webhooks/"; "" means all.
func (d *Discord) Fail(route string, times int, fault Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rest.planned = append(d.rest.planned, &plannedFault{route, times, fault})
}

// Chaos asks f about each request: nil lets it pass. nil instead of a
// function ends it.
func (d *Discord) Chaos(f func(route string) *Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rest.chaos = f
}

// Requests counts the requests whose route begins with route.
func (d *Discord) Requests(route string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for known, count := range d.rest.counts {
		if strings.HasPrefix(known, route) {
			n += count
		}
	}
	return n
}

// Statuses counts the answers given with a status.
func (d *Discord) Statuses(code int) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rest.statuses[code]
}

// TooEarly counts the requests that came although the bot had been told to
// wait. Ten thousand in ten minutes get an address banned at Discord.
func (d *Discord) TooEarly() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rest.tooEarly
}

// fault picks what goes wrong with a request; nil if nothing does.
func (d *Discord) fault(route, bucket string) *Fault {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rest.counts[route]++
	if wait := d.waiting(route, bucket); wait > 0 {
		d.rest.tooEarly++
		return &Fault{status: 429, after: wait, resetInfo: true, global: bucketless(route) && time.Now().Before(d.rest.global)}
	}
	chosen := d.chosen(route)
	if chosen != nil && chosen.after > 0 {
		until := time.Now().Add(chosen.after)
		d.rest.limited[bucket] = until // also when it is global: who was told must wait
		if chosen.global {
			d.rest.global = until
		}
	}
	return chosen
}

func (d *Discord) chosen(route string) *Fault {
	for n, p := range d.rest.planned {
		if strings.HasPrefix(route, p.route) {
			p.times--
			if p.times <= 0 {
				d.rest.planned = append(d.rest.planned[:n:n], d.rest.planned[n+1:]...)
			}
			return &p.fault
		}
	}
	if d.rest.chaos != nil {
		return d.rest.chaos(route)
	}
	return nil
}

// waiting is how long the bot has been told to wait. d.mu is held.
func (d *Discord) waiting(route, bucket string) time.Duration {
	wait := time.Until(d.rest.limited[bucket])
	if wait <= 0 {
		delete(d.rest.limited, bucket)
	}
	if bucketless(route) {
		wait = max(wait, time.Until(d.rest.global))
	}
	return wait
}

// bucketless reports whether the global limit holds for a route.
func bucketless(route string) bool {
	return !strings.Contains(route, " /interactions/") && !strings.Contains(route, " /webhooks/")
}

// delays reports whether the request only takes its time, and waits for that.
func (f *Fault) delays(r *http.Request) bool {
	if f == nil || f.slow == 0 && f.held == nil {
		return false
	}
	passed := f.held
	if passed == nil {
		timer := make(chan struct{})
		defer time.AfterFunc(f.slow, func() { close(timer) }).Stop()
		passed = timer
	}
	select {
	case <-passed:
	case <-r.Context().Done():
	}
	return true
}

// strike answers a request with its fault.
func (f *Fault) strike(d *Discord, w http.ResponseWriter, bucket string) {
	switch {
	case f.cut:
		cut(w)
	case f.spills:
		spill(w)
	case f.html:
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		w.Header().Set("Retry-After", seconds(f.after))
		w.WriteHeader(f.status)
		fmt.Fprint(w, "<!DOCTYPE html><title>Access denied</title><h1>Error 1015</h1>You are being rate limited")
	case f.code != 0:
		d.write(w, f.status, object{"message": "Refused", "code": f.code})
	case f.status == 429:
		if !f.bare {
			f.limitHeaders(w, bucket, 0)
			w.Header().Set("Retry-After", seconds(f.after))
			w.Header().Set("X-RateLimit-Scope", map[bool]string{true: "global", false: "user"}[f.global])
		}
		body := object{"message": "You are being rate limited.", "retry_after": f.after.Seconds(), "global": f.global}
		d.write(w, 429, body)
	default:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.status)
		fmt.Fprint(w, "<html><h1>", http.StatusText(f.status), "</h1></html>")
	}
}

// limitHeaders writes what Discord says of a bucket.
func (f *Fault) limitHeaders(w http.ResponseWriter, bucket string, remaining int) {
	h := w.Header()
	if f.global {
		h.Set("X-RateLimit-Global", "true")
	}
	if !f.resetInfo {
		return
	}
	h.Set("X-RateLimit-Reset-After", strconv.FormatFloat(math.Ceil(f.after.Seconds()*1000)/1000, 'f', 3, 64)) // never too early
	h.Set("X-RateLimit-Reset", strconv.FormatFloat(float64(time.Now().Add(f.after).UnixMilli())/1000, 'f', 3, 64))
	if !f.global {
		h.Set("X-RateLimit-Limit", "5")
		h.Set("X-RateLimit-Remaining", strconv.Itoa(remaining))
		h.Set("X-RateLimit-Bucket", fmt.Sprintf("%x", len(bucket)))
	}
}

// seconds rounds up to whole seconds, as the Retry-After header does.
func seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}

// spill sends what no client expects after an answer.
func spill(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	fmt.Fprint(conn, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}spilt words")
	time.AfterFunc(time.Second, func() { conn.Close() }) // later than it is read
}

// cut resets the connection under an answer.
func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	conn.Close()
}

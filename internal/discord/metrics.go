package discord

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"pamphlet/bot"
)

// metrics count what happens, with no text and nobody's ID.
type metrics struct {
	registry   *prometheus.Registry
	requests   *prometheus.CounterVec
	replies    *prometheus.CounterVec
	drops      *prometheus.CounterVec
	seconds    *prometheus.HistogramVec
	ack        prometheus.Histogram
	calls      *prometheus.CounterVec
	limits     *prometheus.CounterVec
	gateway    *prometheus.GaugeVec
	reconnects prometheus.Counter
	panics     prometheus.Counter
}

func newMetrics(waiting func() int) *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "pamphlet_" + name, Help: help}, labels)
	}
	buckets := []float64{.025, .05, .1, .25, .5, 1, 2, 3, 5, 10, 30, 60, 300}
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: counter("requests_total", "What members did, by kind.", "kind"),
		replies:  counter("replies_total", "Replies shown, by kind.", "kind"),
		drops:    counter("dropped_total", "Requests not answered, or not as asked, by reason.", "reason"),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "pamphlet_answer_seconds", Help: "Time from a request to its reply, by kind of request.", Buckets: buckets}, []string{"kind"}),
		ack: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "pamphlet_acknowledge_seconds", Help: "Time from an interaction to its acknowledgement.", Buckets: buckets}),
		calls:      counter("rest_calls_total", "Calls to Discord, by route and status; 0 is no answer.", "route", "status"),
		limits:     counter("rest_limited_total", "Calls refused by a rate limit, by scope.", "scope"),
		gateway:    prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "pamphlet_gateway_ready", Help: "1 while the shard is connected."}, []string{"shard"}),
		reconnects: prometheus.NewCounter(prometheus.CounterOpts{Name: "pamphlet_gateway_reconnects_total", Help: "Connections to the gateway lost."}),
		panics:     prometheus.NewCounter(prometheus.CounterOpts{Name: "pamphlet_panics_total", Help: "Panics that were caught."}),
	}
	queue := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "pamphlet_queue_length", Help: "Requests waiting."}, func() float64 { return float64(waiting()) })
	m.registry.MustRegister(m.requests, m.replies, m.drops, m.seconds, m.ack, m.calls, m.limits, m.gateway, m.reconnects, m.panics, queue,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) request(kind bot.RequestKind) { m.requests.WithLabelValues(string(kind)).Inc() }
func (m *metrics) dropped(reason string)        { m.drops.WithLabelValues(reason).Inc() }
func (m *metrics) acknowledged(d time.Duration) { m.ack.Observe(d.Seconds()) }

func (m *metrics) answered(request bot.RequestKind, reply bot.Kind, d time.Duration) {
	m.replies.WithLabelValues(string(reply)).Inc()
	m.seconds.WithLabelValues(string(request)).Observe(d.Seconds())
}

func (m *metrics) call(route string, status int, scope string) {
	m.calls.WithLabelValues(route, strconv.Itoa(status)).Inc()
	if scope != "" {
		m.limits.WithLabelValues(scope).Inc()
	}
}

func (m *metrics) ready(shard int, ready bool) {
	value := 0.0
	if ready {
		value = 1
	}
	m.gateway.WithLabelValues(strconv.Itoa(shard)).Set(value)
}

// Health serves GET /healthz (the process runs), /readyz (every shard is
// connected) and /metrics (for Prometheus).
func (c *Client) Health() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !c.Ready() {
			http.Error(w, "not connected", http.StatusServiceUnavailable)
			return
		}
		w.Write([]byte("ok\n"))
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(c.metrics.registry, promhttp.HandlerOpts{}))
	return mux
}

// Ready reports whether every shard of the process is connected, or interactions are
// taken over HTTP.
func (c *Client) Ready() bool {
	if c.listens.Load() {
		return true
	}
	shards := c.shards.Load()
	return shards != nil && !c.closing.Load() && shards.Ready()
}

package config

import (
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"
)

// ShardRange reads Shards: the first and last shard of this process, and how
// many there are in all. All are 0 if nothing is set.
func (s Settings) ShardRange() (first, last, total int, err error) {
	if s.Shards == "" {
		return 0, 0, 0, nil
	}
	wrong := fmt.Errorf("PAMPHLET_SHARDS: %q is not a part of the shards; write 0/4 for the first of four, or 0-1/4 for the first two", s.Shards)
	part, whole, found := strings.Cut(s.Shards, "/")
	from, to, ranged := strings.Cut(part, "-")
	if !ranged {
		to = from
	}
	var errs [3]error
	first, errs[0] = strconv.Atoi(strings.TrimSpace(from))
	last, errs[1] = strconv.Atoi(strings.TrimSpace(to))
	total, errs[2] = strconv.Atoi(strings.TrimSpace(whole))
	if !found || errs != [3]error{} || first < 0 || last < first || total <= last {
		return 0, 0, 0, wrong
	}
	return first, last, total, nil
}

// HTTPAddress is where health and metrics are served; "" is nowhere.
func (s Settings) HTTPAddress() (string, error) {
	if s.HTTP == "off" || s.HTTP == "" {
		return "", nil
	}
	if _, _, err := net.SplitHostPort(s.HTTP); err != nil {
		return "", fmt.Errorf("PAMPHLET_HTTP: %q is not an address; write 127.0.0.1:8077, or off", s.HTTP)
	}
	return s.HTTP, nil
}

// Level is the least level that is logged.
func (s Settings) Level() (level slog.Level, err error) {
	if s.Log == "" {
		return slog.LevelInfo, nil
	}
	if err := level.UnmarshalText([]byte(s.Log)); err != nil {
		return 0, fmt.Errorf("PAMPHLET_LOG: %q is not a level; write debug, info, warn or error", s.Log)
	}
	return level, nil
}

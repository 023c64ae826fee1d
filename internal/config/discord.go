package config

import (
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strconv"
	"strings"
)

// ShardRanges reads Shards: the ranges of which this process runs whichever is free,
// and how many shards there are in all; none and 0 if nothing is set.
func (s Settings) ShardRanges() (ranges [][]int, total int, err error) {
	if s.Shards == "" {
		return nil, 0, nil
	}
	seen := map[int]bool{}
	for part := range strings.SplitSeq(s.Shards, ",") {
		shards, whole, err := shardRange(part)
		if err != nil || total != 0 && whole != total {
			return nil, 0, fmt.Errorf("PAMPHLET_SHARDS: %q is not a part of the shards; write 0/4 for the first of four, 0-1/4 for the first two, or 0-1/4,2-3/4 for whichever two are free", s.Shards)
		}
		for _, n := range shards {
			if seen[n] {
				return nil, 0, fmt.Errorf("PAMPHLET_SHARDS: %q names shard %d twice", s.Shards, n)
			}
			seen[n] = true
		}
		ranges, total = append(ranges, shards), whole
	}
	return ranges, total, nil
}

// shardRange reads one range, such as 0-1/4, and the number behind it.
func shardRange(text string) (shards []int, total int, err error) {
	part, whole, _ := strings.Cut(text, "/")
	from, to, ranged := strings.Cut(part, "-")
	if !ranged {
		to = from
	}
	var errs [3]error
	var first, last int
	first, errs[0] = strconv.Atoi(strings.TrimSpace(from))
	last, errs[1] = strconv.Atoi(strings.TrimSpace(to))
	total, errs[2] = strconv.Atoi(strings.TrimSpace(whole))
	if err := errors.Join(errs[:]...); err != nil || first < 0 || last < first || total <= last {
		return nil, 0, errors.New("no range")
	}
	for n := first; n <= last; n++ {
		shards = append(shards, n)
	}
	return shards, total, nil
}

// InteractionsOverHTTP is where interactions are taken over HTTP, and the key that
// tells what Discord has signed; "" is nowhere.
func (s Settings) InteractionsOverHTTP() (string, ed25519.PublicKey, error) {
	if s.Interactions == "off" || s.Interactions == "" {
		return "", nil, nil
	}
	if _, _, err := net.SplitHostPort(s.Interactions); err != nil {
		return "", nil, fmt.Errorf("PAMPHLET_INTERACTIONS: %q is not an address; write 127.0.0.1:8078, or off", s.Interactions)
	}
	key, err := hex.DecodeString(s.PublicKey)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return "", nil, fmt.Errorf("PAMPHLET_PUBLIC_KEY: interactions over HTTP need the application's public key, %d digits; copy it from https://discord.com/developers/applications → your application → General Information", 2*ed25519.PublicKeySize)
	}
	if s.Shards != "" {
		return "", nil, errors.New("PAMPHLET_SHARDS: shards belong to the gateway, which is not used with interactions over HTTP; leave it empty")
	}
	return s.Interactions, key, nil
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

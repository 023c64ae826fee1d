# What is run most, by name. .ci/run runs all that must hold before a change
# lands; CONTRIBUTING.md says more.

TAGS := -tags sqlite_fts5

.PHONY: build test lint fmt bench figures

build:
	go build $(TAGS) .

test:
	go test $(TAGS) ./...

lint:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then printf 'gofmt would change:\n%s\n' "$$unformatted"; exit 1; fi
	go vet $(TAGS) ./...
	cd internal/bench && go vet $(TAGS) ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 $(TAGS) ./...

fmt:
	gofmt -w $$(git ls-files '*.go')

# How fast: a question beside FTS5 and Bleve, an import, the safety rules. With
# BENCH_SETS=FOLDER, also the questions of the collections in it, each asked once.
bench:
	cd internal/bench && go test $(TAGS) -run xxx -bench Question -benchtime 2000x .
ifneq ($(BENCH_SETS),)
	cd internal/bench && BENCH_SETS="$(abspath $(BENCH_SETS))" go test $(TAGS) -run xxx -bench Once -benchtime 1x .
endif
	go test $(TAGS) -run xxx -bench Import -benchtime 5x ./knowledge
	go test $(TAGS) -run xxx -bench . ./internal/safety

# How well. Tests that need sets which are not at hand say so and skip. With
# SETS="FOLDER…", each set is also judged by a model fitted without it.
figures:
	go test $(TAGS) -count=1 -v -run Golden ./internal/fit
	go test $(TAGS),long -count=1 -v -run 'AnAnswerLies|Grouping' ./knowledge
	go test $(TAGS),long -count=1 -v -run 'SpellingOf' ./internal/lexicon
	go test $(TAGS),long -count=1 -v -run 'Figures|Ablation|Ordinary' ./internal/safety
ifneq ($(SETS),)
	go run $(TAGS) ./internal/fit/fit $(SETS)
endif

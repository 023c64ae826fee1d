package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A Passage is one line of a corpus.
type Passage struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Heading  string `json:"heading"`
	Question string `json:"question"` // another way to ask for it; may be absent
	Text     string `json:"text"`
	Article  string `json:"doc"` // passages of one article share it; may be absent
}

// A Question is one line of a list of questions.
type Question struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	History []string `json:"history"` // what was said before, asker and answerer in turn
	Rewrite string   `json:"rewrite"` // the question as a person would ask it without history
	// Answerable is false when the collection's makers say that it holds no
	// answer; absent means that it does.
	Answerable *bool    `json:"answerable"`
	Intent     string   `json:"intent"`  // the topic that answers, where topics are known
	Answers    []string `json:"answers"` // words that an answer holds
	// Earlier is what the same member asked before, oldest first; Kind is how
	// the question is put. Both are of a [Community] only.
	Earlier []string `json:"-"`
	Kind    string   `json:"-"`
}

// A Collection is passages, questions and which passages answer which.
type Collection struct {
	Name      string
	Topical   bool // grades say only that a passage is on the topic of the question
	Passages  []Passage
	Questions []Question
	// Grades holds, for a question and a passage, how well it answers: 0 not
	// at all, more is better. What is not there was not judged.
	Grades map[string]map[string]int
}

// lineLimit is the longest line read, in bytes. A passage of 256 KiB is the
// longest an article may be.
const lineLimit = 4 << 20

// ReadPassages reads a corpus of one JSON object a line.
func ReadPassages(path string) ([]Passage, error) { return lines[Passage](path) }

// ReadQuestions reads questions of one JSON object a line.
func ReadQuestions(path string) ([]Question, error) { return lines[Question](path) }

// lines reads a file of one JSON object a line. Empty lines are skipped.
func lines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []T
	scan := bufio.NewScanner(f)
	scan.Buffer(make([]byte, 64<<10), lineLimit)
	for n := 1; scan.Scan(); n++ {
		line := bytes.TrimSpace(scan.Bytes())
		if len(line) == 0 {
			continue
		}
		var t T
		if err := json.Unmarshal(line, &t); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, n, err)
		}
		all = append(all, t)
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return all, nil
}

// ReadGrades reads lines of "question, tab, passage, tab, grade". TREC's
// four columns, parted by spaces, do as well.
func ReadGrades(path string) (map[string]map[string]int, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	grades := make(map[string]map[string]int)
	for i, line := range strings.Split(string(text), "\n") {
		columns := strings.Fields(line)
		if strings.Contains(line, "\t") {
			columns = strings.Split(strings.TrimSpace(line), "\t")
		}
		if len(columns) == 0 || columns[0] == "" {
			continue
		}
		if len(columns) == 4 {
			columns = []string{columns[0], columns[2], columns[3]}
		}
		if len(columns) != 3 {
			return nil, fmt.Errorf("%s: line %d: %d columns, want question, passage, grade", path, i+1, len(columns))
		}
		grade, err := strconv.Atoi(columns[2])
		if err != nil {
			if i == 0 {
				continue // a line of column names
			}
			return nil, fmt.Errorf("%s: line %d: grade %q is not a number", path, i+1, columns[2])
		}
		if grades[columns[0]] == nil {
			grades[columns[0]] = make(map[string]int)
		}
		grades[columns[0]][columns[1]] = grade
	}
	return grades, nil
}

// Read reads the collection in a folder: corpus.jsonl, queries.jsonl and, if
// there, qrels.tsv.
func Read(folder string) (*Collection, error) {
	grades := filepath.Join(folder, "qrels.tsv")
	if _, err := os.Stat(grades); errors.Is(err, fs.ErrNotExist) {
		grades = ""
	}
	return ReadFiles(filepath.Join(folder, "corpus.jsonl"), filepath.Join(folder, "queries.jsonl"), grades)
}

// ReadFiles reads a collection from its three files; grades may be "".
func ReadFiles(passages, questions, grades string) (*Collection, error) {
	c := &Collection{Name: filepath.Base(filepath.Dir(passages))}
	var err error
	if c.Passages, err = ReadPassages(passages); err != nil {
		return nil, err
	}
	if c.Questions, err = ReadQuestions(questions); err != nil {
		return nil, err
	}
	if grades == "" {
		c.Grades, c.Topical = byIntent(c), true
		return c, nil
	}
	c.Grades, err = ReadGrades(grades)
	return c, err
}

// byIntent grades a passage 1 for each question of its topic.
func byIntent(c *Collection) map[string]map[string]int {
	grades := make(map[string]map[string]int)
	for _, q := range c.Questions {
		for _, p := range c.Passages {
			if q.Intent != "" && q.Intent == p.Article {
				if grades[q.ID] == nil {
					grades[q.ID] = make(map[string]int)
				}
				grades[q.ID][p.ID] = 1
			}
		}
	}
	return grades
}

package draft

import (
	"errors"
	"fmt"
)

// What can be wrong with a file. Each error of this package wraps one of them,
// names the file, and says in one sentence what to do.
var (
	ErrPath      = errors.New("cannot be read")
	ErrTooLarge  = errors.New("is too large")
	ErrBinary    = errors.New("is not text")
	ErrFormat    = errors.New("is of a format that is not read")
	ErrEncoding  = errors.New("is not valid UTF-8")
	ErrEmpty     = errors.New("has no text")
	ErrNesting   = errors.New("is nested too deeply")
	ErrHeadings  = errors.New("has too many headings")
	ErrDamaged   = errors.New("is damaged")
	ErrRow       = errors.New("has a row that cannot be used")
	ErrColumns   = errors.New("does not say which columns hold questions and answers")
	ErrDuplicate = errors.New("has the same id twice")
)

// Refusal says what is wrong and what to do about it. The name of the file
// goes in front of it, see naming.
func Refusal(kind error, detail, remedy string) error {
	if detail == "" {
		return fmt.Errorf("%w; %s", kind, remedy)
	}
	return fmt.Errorf("%w (%s); %s", kind, detail, remedy)
}

// Empty refuses a file without a sentence.
func Empty() error {
	return Refusal(ErrEmpty, "", "import a file with at least one sentence of an article")
}

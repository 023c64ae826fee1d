package source

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

// refusal says what is wrong and what to do about it. The name of the file
// goes in front of it, see naming.
func refusal(kind error, detail, remedy string) error {
	if detail == "" {
		return fmt.Errorf("%w; %s", kind, remedy)
	}
	return fmt.Errorf("%w (%s); %s", kind, detail, remedy)
}

// naming puts the name of the file before err.
func naming(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %w", name, err)
}

package passage

import "strings"

// isWarning reports whether s begins as what belongs to the instruction before
// it: parted from it, the instruction could do harm.
func isWarning(s string) bool { return beginsWith(s, warnings) }

// refersBack reports whether s begins with a word that points back to the sentence
// before it, and so does not read on its own.
func refersBack(s string) bool { return beginsWith(s, pointers) }

var warnings = []string{
	"do not", "don't", "don’t", "never", "unless", "except", "only if", "but ", "however",
	"call ", "seek ", "get help", "get medical", "tell your", "ask your", "talk to your", "contact your",
	"stop ", "avoid", "warning", "caution", "important", "be careful", "make sure", "if you have", "if you feel",
	"if this", "if it", "if they", "otherwise", "instead",
}

var pointers = []string{
	"this ", "these ", "that ", "those ", "it ", "its ", "they ", "their ", "them ", "he ", "she ", "his ", "her ",
	"such ", "so ", "also", "in addition", "additionally", "moreover", "furthermore", "therefore", "thus", "hence",
	"as a result", "for example", "for instance", "in contrast", "on the other hand", "similarly", "likewise",
	"then ", "after that", "both ", "another ", "other ", "while these", "although th", "and ", "or ", "yet ", "still",
	"in this", "in these", "in that", "of these", "here ", "there ", "finally", "second", "third", "the latter", "the former",
}

func beginsWith(s string, openers []string) bool {
	s = strings.TrimLeft(s, ` "'“‘(*_`)
	for _, o := range openers {
		if len(s) >= len(o) && strings.EqualFold(s[:len(o)], o) {
			return true
		}
	}
	return false
}

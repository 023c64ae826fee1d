package lexicon

// The cost of a slip is about −log of how often it is made, with 1 for a
// letter changed into any other. The classes follow what is known of
// misspellings (Kukich, "Techniques for automatically correcting words in
// text", 1992: most are single slips, few touch the first letter; Mitton,
// "English Spelling and the Computer", 1996: vowels, doubled letters and sounds
// that are written in more ways than one), their values were chosen on one
// half of 39,606 misspellings and checked on the other.
const (
	costChange   = 1.0  // any letter for any other
	costVowel    = 0.6  // one vowel for another: seperate
	costSound    = 0.65 // letters that can sound alike: c and k, s and z
	costKeyboard = 0.7  // neighbours on the keyboard
	costSwap     = 0.45 // two neighbours swapped: teh
	costMissed   = 0.5  // a letter left out
	costAdded    = 0.9  // a letter too many
	costDouble   = 0.5  // single for double, or double for single
	costSilent   = 0.55 // a vowel missed or added: diarrea
	costH        = 0.4  // an h missed or added: psycology
	costPair     = 0.75 // ph for f and the like, counted once
	costAccent   = 0.1  // an accent left out or added
	costFirst    = 0.5  // on top, when the first letter is touched
)

// editCost returns the cost of the cheapest slips that turn the right word into
// the typed one, both in lower case and at most longest runes.
func editCost(right, typed []rune) float64 {
	var rows [longest + 1][longest + 1]float64
	for i := 0; i <= len(right); i++ {
		for j := 0; j <= len(typed); j++ {
			rows[i][j] = cheapest(&rows, right, typed, i, j)
		}
	}
	return rows[len(right)][len(typed)]
}

// cheapest is the cost of turning the first i letters of right into the first
// j of typed, when the costs of shorter beginnings are known.
func cheapest(rows *[longest + 1][longest + 1]float64, right, typed []rune, i, j int) float64 {
	switch {
	case i == 0 && j == 0:
		return 0
	case j == 0:
		return rows[i-1][0] + missed(right, i) + first(i-1)
	case i == 0:
		return rows[0][j-1] + added(typed, j) + first(j-1)
	}
	cost := rows[i-1][j-1]
	if right[i-1] != typed[j-1] {
		cost += changed(right[i-1], typed[j-1])
		if !alike(right[i-1], typed[j-1]) { // zanax
			cost += first(min(i, j) - 1)
		}
	}
	cost = min(cost, rows[i-1][j]+missed(right, i)+first(i-1), rows[i][j-1]+added(typed, j)+first(j-1))
	if i > 1 && j > 1 {
		if right[i-1] == typed[j-2] && right[i-2] == typed[j-1] {
			cost = min(cost, rows[i-2][j-2]+costSwap+first(min(i, j)-2)/2)
		}
		if pairs(right[i-2], right[i-1], typed[j-2], typed[j-1]) {
			cost = min(cost, rows[i-2][j-2]+costPair)
		}
	}
	if i > 1 && sounds(right[i-2], right[i-1], typed[j-1]) {
		cost = min(cost, rows[i-2][j-1]+costPair)
	}
	if j > 1 && sounds(typed[j-2], typed[j-1], right[i-1]) {
		cost = min(cost, rows[i-1][j-2]+costPair)
	}
	return cost
}

// missed is the cost of leaving out the i-th letter of word, counted from 1,
// and added that of one too many.
func missed(word []rune, i int) float64 { return lone(word, i, costMissed) }
func added(word []rune, i int) float64  { return lone(word, i, costAdded) }

func lone(word []rune, i int, cost float64) float64 {
	r := word[i-1]
	switch {
	case i > 1 && word[i-2] == r, i < len(word) && word[i] == r:
		return costDouble
	case vowel(r), r == '\'':
		return costSilent
	case r == 'h':
		return costH
	}
	return cost
}

func changed(right, typed rune) float64 {
	switch {
	case bare(right) == bare(typed):
		return costAccent
	case vowel(right) && vowel(typed):
		return costVowel
	case alike(right, typed):
		return costSound
	case neighbours(right, typed):
		return costKeyboard
	}
	return costChange
}

// bare returns a Latin letter without its accent.
func bare(r rune) rune {
	switch {
	case r < 'à' || r > 'ÿ':
		return r
	case r <= 'å':
		return 'a'
	case r == 'ç':
		return 'c'
	case 'è' <= r && r <= 'ë':
		return 'e'
	case 'ì' <= r && r <= 'ï':
		return 'i'
	case r == 'ñ':
		return 'n'
	case 'ò' <= r && r <= 'ö', r == 'ø':
		return 'o'
	case 'ù' <= r && r <= 'ü':
		return 'u'
	}
	return r
}

func first(i int) float64 {
	if i == 0 {
		return costFirst
	}
	return 0
}

func vowel(r rune) bool {
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// alike reports whether two consonants can be written for the same sound.
func alike(a, b rune) bool { return set(&soundsLike, a)&set(&soundsLike, b) != 0 }

// neighbours reports whether two letters lie side by side on a QWERTY keyboard.
func neighbours(a, b rune) bool { return set(&keyboard, a)&set(&keyboard, b) != 0 }

// set returns the sets that r is in: a bit for each.
func set(sets *[26]uint32, r rune) uint32 {
	if r < 'a' || r > 'z' {
		return 0
	}
	return sets[r-'a']
}

// sets gives each letter a bit for each of the classes that it is in.
func sets(classes ...string) (of [26]uint32) {
	for i, class := range classes {
		for _, r := range class {
			of[r-'a'] |= 1 << i
		}
	}
	return of
}

var soundsLike = sets("ckq", "csz", "gj", "dt", "bp", "fv", "mn", "vw", "sxz")

// keyboard holds the keys that touch, two or three at a time.
var keyboard = sets(
	"qw", "we", "er", "rt", "ty", "yu", "ui", "io", "op",
	"qa", "wsa", "eds", "rfd", "tgf", "yhg", "ujh", "ikj", "olk",
	"az", "zxs", "xcd", "cvf", "vbg", "bnh", "nmj",
)

// sounds reports whether the letters a and b together can be typed as one.
func sounds(a, b, one rune) bool {
	switch one {
	case 'f':
		return a == 'p' && b == 'h' || a == 'g' && b == 'h'
	case 'k':
		return a == 'c' && b == 'k' || a == 'c' && b == 'h' || a == 'q' && b == 'u'
	case 'x':
		return a == 'c' && b == 'c' || a == 'k' && b == 's' || a == 'c' && b == 's'
	case 's':
		return a == 's' && b == 'c' || a == 'p' && b == 's'
	case 'n':
		return a == 'k' && b == 'n' || a == 'g' && b == 'n' || a == 'p' && b == 'n'
	case 'r':
		return a == 'w' && b == 'r' || a == 'r' && b == 'h'
	case 'j':
		return a == 'd' && b == 'g'
	case 'e':
		return (a == 'a' || a == 'o') && b == 'e'
	}
	return false
}

// pairs reports whether two letters can be written as two others.
func pairs(a, b, c, d rune) bool {
	class := pair(a, b)
	return class != 0 && class == pair(c, d)
}

// pair returns the number of the sound that two letters can stand for, or 0.
func pair(a, b rune) int {
	switch [2]rune{a, b} {
	case [2]rune{'t', 'i'}, [2]rune{'s', 'i'}, [2]rune{'c', 'i'}, [2]rune{'s', 'h'}:
		return 1
	case [2]rune{'i', 'e'}, [2]rune{'e', 'i'}, [2]rune{'e', 'e'}, [2]rune{'e', 'a'}:
		return 2
	case [2]rune{'o', 'u'}, [2]rune{'a', 'u'}, [2]rune{'a', 'w'}:
		return 3
	case [2]rune{'p', 'h'}, [2]rune{'f', 'f'}, [2]rune{'g', 'h'}:
		return 4
	case [2]rune{'c', 'k'}, [2]rune{'k', 'k'}, [2]rune{'c', 'c'}:
		return 5
	case [2]rune{'c', 'e'}, [2]rune{'s', 'e'}:
		return 6
	}
	return 0
}

// Package stem turns text into terms: the one function for both the index and
// the question, so that they always agree. It is the only door to snowball.
//
// A term is the stem of a word. Words are runs of letters and digits; case,
// accents' encoding (NFC), full-width forms and curly apostrophes make no
// difference. "can't" is two words, "can" and "not": negations change a
// medical answer, so they are terms like any other.
package stem

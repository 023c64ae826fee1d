// Package lexicon knows English words: how rare each is, which ones a
// misspelling was meant to be, and which ones say the same about health.
//
// It knows nothing of articles or of SQL. The caller brings the words of its
// articles as a [Vocabulary], and the guild's own synonyms as a text.
//
// # Words
//
// words.tsv is a sorted text that is searched where it lies in the binary, so
// that a process that never asks pays nothing. health.tsv adds the drugs,
// brands and clinical words that general lists lack. NOTICE names the sources.
//
// # Doubts
//
// Rarity is guessed from a word's rank, not counted. It serves to tell "cost"
// from "the", not "cost" from "price".
//
// A misspelling that is itself a word ("form" for "from") is left alone, and
// a rare right word that no list has may be taken for a misspelling of a
// common one. The speller would rather leave ten errors than make one.
package lexicon

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
// # Spelling
//
// A [Speller] looks for words of the base, then of English, within one edit, or
// two from six letters on. What was typed is likelier the more common the slips
// that lead to it, and the word meant is likelier the more common it is. A
// correction takes about 0.2 ms beside a base of 20,000 words. Of the misspelt
// words in the tuning sets' questions whose right word the base has, 85 to 91
// in a hundred are put right and about 2 wrong (TestSpellingOfQuestions); the
// questions then lose .006 to .019 nDCG@10 against clean ones (pamphlet eval
// --typos on covid_faq_en, stackfaq and squad2).
//
// # Synonyms
//
// synonyms/ holds lists for people to read and edit, by subject: how members say
// things, and how articles write them. A guild's own list, in the same form, is
// laid over them with [Synonyms.Merge]. English only.
//
// # Words used alike
//
// vectors.bin places the commonest English stems so that those used alike are
// near each other, see [Vector] and [Similarity]: "tablet" is near "pill". So are
// words that are used alike and mean the opposite, such as "high" and "low":
// likeness only adds to what the words themselves say.
//
// # Kinds of answer
//
// [Asked] tells what a question asks for, [Offered] what a sentence has: a
// duration, an amount, a place, a reason. A few dozen words of each, English only.
//
// # What a question is not about
//
// preamble.txt lists what people write around a question, [Question] leaves
// it out. asides.txt lists words that a question seldom turns on, see [Aside].
// English only.
//
// # Doubts
//
// Rarity is guessed from a word's rank, not counted. It serves to tell "cost"
// from "the", not "cost" from "price".
//
// A misspelling that is itself a word ("form" for "from") is left alone, and
// a rare right word that no list has may be taken for a misspelling of a
// common one. The speller would rather leave ten errors than make one. Words
// are judged one by one: that "dose" is likelier than "does" after "what" is
// not seen.
//
// Stems join more than forms: "provider" and "provide" are one, so that a
// synonym of the one is found for the other. Quotation marks in the list keep
// them apart in questions, nothing does in articles.
package lexicon

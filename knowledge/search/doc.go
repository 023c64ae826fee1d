// Package search is the way from a member's words to ranked passages and an outcome.
// It works on values: what it needs of a guild it reads through a [Store]. It knows no
// SQL, and no word of a member ever becomes part of one: the store is asked for single
// stems.
//
// # The trip of a question
//
// [Searcher.Search] takes the question out of the courtesies and the story around it
// (question.go), corrects words that nobody knows (spelling.go), spells out acronyms and
// adds synonyms (synonyms.go), makes terms with the stemmers that the passages were
// analyzed with (analyze.go), and adds words of the conversation to a question that
// leans on it (context.go). It reads the terms' postings once for each revision of the
// guild (index.go). Package rank scores all postings by BM25F, looks closely at the best
// hundred passages, and gives a score and a confidence: the probability that the first
// passage answers. decide.go says what that comes to: an answer, a question back, or,
// below the guild's threshold, what comes closest or nothing; the rule that refused is
// named.
//
// A question that is listed, as a heading or as another way to ask, is answered
// by its passage whatever was ranked (listed.go): but for case, signs,
// contractions, articles, plurals, politeness (listed_key.go) and one slip
// (listed_slip.go), it is the very question. Headings are listed as they are written,
// and so they are suggested (related.go).
//
// Whether two members asked the same is told by what their words weigh in the guild
// (similarity.go).
//
// # Downsides
//
//   - A slip that makes a word English knows is taken for that word, so such a
//     question is ranked and not looked up; and a listed question wins even
//     where what was asked before gave it another sense.
//   - A store that changes between two reads of one question may be seen half before
//     and half after. Who calls Search compares the guild's revision before and after,
//     as knowledge.Base does, and asks again.
package search

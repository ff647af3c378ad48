import type { Library } from '../concepts/library.ts'
import { findByEmoji, findByName, type Match } from '../concepts/search.ts'
import { emptyWords, type Relation, relationPhrases } from '../words/grammar.ts'
import { wordsOf } from '../words/word-forms.ts'
import type { Token } from './tokenise.ts'

export type Piece =
  | { kind: 'word'; text: string }
  /** Words or an emoji that are the name of something. */
  | { kind: 'thing'; text: string; match: Match }

/** A stretch of the prompt about one thing, and the words that tie it to what came before. */
export type Clause = { relation: Relation | undefined; joint: string; pieces: Piece[] }

const nameWordsMax = 4

/** Cuts at relations and breaks, but never inside a name of several words ("fork and knife with plate"). */
export function splitClauses(library: Library, tokens: readonly Token[]): Clause[] {
  const clauses: Clause[] = [{ relation: undefined, joint: '', pieces: [] }]
  const current = () => clauses.at(-1) ?? { relation: undefined, joint: '', pieces: [] }
  let at = 0
  while (at < tokens.length) {
    const token = tokens[at]
    if (!token) break
    if (token.kind === 'break') {
      if (current().pieces.length > 0) clauses.push({ relation: 'with', joint: ',', pieces: [] })
      at++
      continue
    }
    if (token.kind === 'emoji') {
      const match = findByEmoji(library, token.text)
      if (match) {
        // Emoji in a row are things in a row.
        if (current().pieces.some(({ kind }) => kind === 'thing'))
          clauses.push({ relation: 'with', joint: '', pieces: [] })
        current().pieces.push({ kind: 'thing', text: match.concept.label, match })
      }
      at++
      continue
    }
    const name = longestName(library, tokens, at)
    if (name) {
      current().pieces.push({ kind: 'thing', text: name.text, match: name.match })
      at += name.length
      continue
    }
    const joint = relationPhrases.find(([phrase]) => matches(tokens, at, phrase.split(' ')))
    if (joint) {
      const [phrase, relation] = joint
      clauses.push({ relation, joint: phrase, pieces: [] })
      at += phrase.split(' ').length
      continue
    }
    if (isDoing(library, token.text, current(), tokens[at + 1])) {
      clauses.push({ relation: 'holds', joint: token.text, pieces: [] })
    } else current().pieces.push({ kind: 'word', text: token.text })
    at++
  }
  return clauses.filter(({ pieces }) => pieces.length > 0)
}

/** "a dragon breathing fire": a participle between two things ties the second to the first. */
function isDoing(library: Library, word: string, clause: Clause, next: Token | undefined): boolean {
  if (!/^[a-z]{3,}ing$/.test(word) || emptyWords.has(word) || next?.kind !== 'word' || library.hasName(word))
    return false
  return clause.pieces.some(
    ({ kind, text }) =>
      kind === 'thing' || (!emptyWords.has(text) && library.hasName(wordsOf(text).join(' '))),
  )
}

function longestName(library: Library, tokens: readonly Token[], at: number) {
  for (let length = nameWordsMax; length >= 2; length--) {
    const words = wordTexts(tokens, at, length)
    if (!words) continue
    // The emoji of this name is a Japanese school stamp, which nobody means.
    if (words.join(' ') === 'white flower') continue
    const match = findByName(library, words.join(' '))
    if (match) return { text: words.join(' '), match, length }
  }
  return undefined
}

function matches(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return wordTexts(tokens, at, words.length)?.join(' ') === words.join(' ')
}

function wordTexts(tokens: readonly Token[], at: number, length: number): string[] | undefined {
  const words: string[] = []
  for (const token of tokens.slice(at, at + length)) {
    if (token.kind !== 'word') return undefined
    words.push(token.text)
  }
  return words.length === length ? words : undefined
}

import { foldText } from '../words/word-forms.ts'

export type Token =
  | { kind: 'word'; text: string }
  | { kind: 'emoji'; text: string }
  /** A comma, a full stop, a bracket: what stands on both sides belongs to different phrases. */
  | { kind: 'break' }

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const emojiPattern = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u

/** Words (folded, plurals kept), emoji and breaks, in order; everything else only separates. */
export function tokenise(prompt: string): Token[] {
  const tokens: Token[] = []
  let word = ''
  const endWord = () => {
    // "hot-air" is two words here, "t-shirt" too: names are indexed the same way.
    for (const text of word.match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? []) {
      tokens.push({ kind: 'word', text: text.replace(/'s$/, '') })
    }
    word = ''
  }
  for (const { segment } of graphemes.segment(prompt)) {
    if (emojiPattern.test(segment)) {
      endWord()
      tokens.push({ kind: 'emoji', text: segment })
    } else if (/^[\p{L}\p{N}\p{M}'’-]+$/u.test(segment)) {
      word += foldText(segment)
    } else {
      endWord()
      if (/^[,.;:!?()\n、，。]/.test(segment)) tokens.push({ kind: 'break' })
    }
  }
  endWord()
  return tokens
}

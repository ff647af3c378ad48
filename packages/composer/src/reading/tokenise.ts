import { foldText } from '../words/word-forms.ts'
import type { Exclusion } from './noun.ts'
import { markBase } from './request.ts'

export type Token =
  /** `capital`: written with a capital first letter. */
  | { kind: 'word'; text: string; capital?: true }
  | { kind: 'emoji'; text: string }
  /** What `extractRequests` put a mark for, by its place there. */
  | { kind: 'request'; at: number }
  /** A comma, a full stop, a bracket: what stands on both sides belongs to different phrases. */
  | { kind: 'break' }
  /** An exclusion, which `takeExclusions` inserts. */
  | {
      kind: 'excluded'
      things: readonly Exclusion[]
      /**
       * After "and" or "but", the exclusion belongs to the first thing of the sentence instead of the last
       * one.
       */
      isJoined: boolean
    }

/**
 * ASCII letters, whose case does not depend on their neighbours as that of sigma does; a flag, or pictures
 * joined to one by U+200D, each with its selectors and skin tone; else one character (UTS #51, section
 * 1.4.9).
 */
const segments =
  /[A-Za-z\d'-]+|\p{RI}{2}|\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F|[\u{E0020}-\u{E007F}])*(?:\u200D\p{Extended_Pictographic}(?:\p{EMod}|\uFE0F)*)*|[\s\S]/gu
const emojiPattern = /\p{Extended_Pictographic}|\p{RI}/u

/** Words (folded, plurals kept), emoji and breaks, in order; everything else only separates. */
export function tokenise(prompt: string): Token[] {
  const tokens: Token[] = []
  let word = ''
  let capital: true | undefined
  const endWord = () => {
    // "hot-air" is two words here, "t-shirt" too: names are indexed the same way.
    for (const text of word.match(/[\p{L}\p{N}]+(?:'[\p{L}]+)?/gu) ?? []) {
      tokens.push({ kind: 'word', text: text.replace(/'s$/, ''), ...(capital ? { capital } : {}) })
    }
    word = ''
    capital = undefined
  }
  for (const [segment] of prompt.matchAll(segments)) {
    const code = segment.charCodeAt(0)
    if (code >= markBase && code < markBase + 64) {
      endWord()
      tokens.push({ kind: 'request', at: code - markBase })
    } else if (emojiPattern.test(segment)) {
      endWord()
      tokens.push({ kind: 'emoji', text: segment })
    } else if (/^[\p{L}\p{N}\p{M}'’-]+$/u.test(segment)) {
      if (word === '' && /^\p{Lu}/u.test(segment)) capital = true
      word += foldText(segment)
    } else {
      endWord()
      if (/^[,.;:!?()<>[\]{}|、，。؛،]/.test(segment)) tokens.push({ kind: 'break' })
    }
  }
  endWord()
  return tokens
}

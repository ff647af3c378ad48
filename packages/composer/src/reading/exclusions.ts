import type { Library } from '../concepts/library.ts'
import { findVerb } from '../words/actions.ts'
import { namedColours } from '../words/colours.ts'
import { functionWords, numberWords, sizeWords } from '../words/grammar.ts'
import { phraseOf } from '../words/word-forms.ts'
import { findNoun } from './find-noun.ts'
import type { Exclusion } from './noun.ts'
import type { Token } from './tokenise.ts'

const articles = /^(?:an?|the|any|some|his|her|its|their|your|my|single|of|other|more|visible)$/
/** "no longer", "not only", "no matter" exclude nothing. */
const idioms = /^(?:only|just|merely|simply|longer|matter|doubt|yet|even|so|very|too|sooner|less|one)$/
/** "not wearing", "does not have". */
const havingVerbs = /^(?:wear|hold|carry|have|has|show|include|contain|see|be|is|are|there|use|using|with)$/

/**
 * Replaces the exclusions of a sentence by tokens: "no X", "without X", "not wearing X", "free of X", "X
 * free", and lists with "or", "nor", commas, and "and" without an article.
 */
export function takeExclusions(library: Library, tokens: readonly Token[], emblem: boolean): Token[] {
  const textAt = (at: number): string | undefined => {
    const token = tokens[at]
    return token?.kind === 'word' ? token.text : undefined
  }
  const verbAt = (at: number) =>
    findVerb(textAt(at) ?? '', (base) => library.lexicon.find(base)?.parts.includes('v') ?? false)
  const taken: Token[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]
    const found = token?.kind === 'word' ? readStretch(at) : undefined
    if (!found) {
      if (token) taken.push(token)
      at += 1
      continue
    }
    // "with no leaves", "but no clouds", "that has no roof": the words before the exclusion have no other
    // meaning.
    let isJoined = false
    for (let last = taken.at(-1); last?.kind === 'word' && leads.test(last.text); last = taken.at(-1)) {
      isJoined ||= /^(?:and|but)$/.test(last.text)
      taken.pop()
    }
    if (found.things.length === 0 && at === found.end - 1) taken.pop()
    taken.push({ kind: 'excluded', things: found.things, isJoined })
    at = found.end
  }
  return taken

  function readStretch(start: number): { things: Exclusion[]; end: number } | undefined {
    const nobody = textAt(start) === 'nobody' || (textAt(start) === 'no' && textAt(start + 1) === 'one')
    if (nobody) {
      const end = textAt(start) === 'no' ? start + 2 : start + 1
      return { things: [{ words: wordsFrom(start, end), name: 'people', noun: undefined }], end }
    }
    const open = openingAt(start)
    if (open === undefined) return readQuality(start)
    const things: Exclusion[] = []
    let at = open
    while (true) {
      const one = readThing(at, things.length === 0 ? start : at)
      if (!one) break
      things.push(one.thing)
      at = skipTrailing(one.end)
      const next = continuesAt(at)
      if (next === undefined) break
      at = next
    }
    // "not sleeping" alone: nobody sleeps.
    const isVerb = verbAt(open - 1) !== undefined && open > start + 1
    return things.length > 0 || isVerb ? { things, end: at } : undefined
  }

  /** "a car that is not red". */
  function readQuality(at: number): { things: Exclusion[]; end: number } | undefined {
    const name = textAt(at + 1) ?? ''
    if (textAt(at) !== 'not' || idioms.test(name)) return undefined
    // "schläft nicht": the verb precedes the negation.
    if (name === '' && verbAt(at - 1)) return { things: [], end: at + 1 }
    const isQuality =
      namedColours.has(name) || sizeWords.has(name) || /^a/.test(library.lexicon.find(name)?.parts ?? '')
    return isQuality
      ? { things: [{ words: `not ${name}`, name, noun: undefined, isQuality }], end: at + 2 }
      : undefined
  }

  /** The index at which the first excluded noun phrase begins. */
  function openingAt(at: number): number | undefined {
    const text = textAt(at) ?? ''
    const next = textAt(at + 1) ?? ''
    if (idioms.test(next)) return undefined
    if (text === 'no' || text === 'neither') return isName(at) ? undefined : skipVerb(skipHaving(at + 1))
    if (/^(?:without|lacking|excluding|minus|sans)$/.test(text)) return skipHaving(at + 1)
    if (/^(?:free|devoid|bare|empty)$/.test(text) && next === 'of') return at + 2
    if (text === 'not' || text === 'never' || /n't$/.test(text)) {
      const after = skipVerb(skipHaving(at + 1))
      const isThing = after > at + 1 || articles.test(next)
      return isThing ? after : undefined
    }
    const noun = textAt(at + 1) === 'free' ? findNoun(library, tokens, at, emblem) : undefined
    return noun?.length === 1 && textAt(at + 2) !== 'of' && textAt(at - 1) !== 'is' ? at : undefined
  }

  /** "no smoking" is the name of a sign. */
  function isName(at: number): boolean {
    return [3, 2].some((length) => {
      const words = Array.from({ length }, (_, step) => textAt(at + step) ?? '')
      return words.every((word) => word !== '') && library.hasName(phraseOf(words.join(' ')))
    })
  }

  function skipHaving(at: number): number {
    let here = at
    while (havingVerbs.test(textAt(here) ?? '') || havingVerbs.test(verbAt(here)?.verb ?? '')) here++
    return here
  }

  /** "not eating apples" excludes apples. */
  function skipVerb(at: number): number {
    return verbAt(at)?.action ? at + 1 : at
  }

  /** One noun, with its adjectives before it. */
  function readThing(from: number, saidFrom: number): { thing: Exclusion; end: number } | undefined {
    for (let at = from; at < from + 4; at++) {
      const text = textAt(at)
      if (text === undefined) return undefined
      const parts = library.lexicon.find(text)?.parts
      const describes =
        articles.test(text) ||
        namedColours.has(text) ||
        sizeWords.has(text) ||
        numberWords.has(text) ||
        /^a/.test(parts ?? '')
      const noun = findNoun(library, tokens, at, emblem)
      if (describes && !(noun && !noun.weak && noun.length > 1) && textAt(at + 1) !== undefined) continue
      if (functionWords.has(text) && !noun) return undefined
      const end = at + (noun?.length ?? 1)
      const words = wordsFrom(saidFrom, textAt(end) === 'free' ? end + 1 : end)
      return { thing: { words, name: noun?.words ?? text, noun }, end }
    }
    return undefined
  }

  function wordsFrom(from: number, to: number): string {
    return Array.from({ length: to - from }, (_, step) => textAt(from + step) ?? '').join(' ')
  }

  /** "no cars on it", "sugar free", and verbs at the end of a sentence in other languages. */
  function skipTrailing(at: number): number {
    const text = textAt(at) ?? ''
    if (/^(?:free|anywhere|around|whatsoever|visible)$/.test(text)) return at + 1
    if (
      /^(?:on|in|at|of|around)$/.test(text) &&
      /^(?:it|them|him|her|all|sight|view)$/.test(textAt(at + 1) ?? '')
    )
      return at + 2
    return havingVerbs.test(verbAt(at)?.verb ?? '') ? at + 1 : at
  }

  /** The index at which the next excluded thing begins, after a comma or a conjunction. */
  function continuesAt(at: number): number | undefined {
    const text = textAt(at)
    const next = tokens[at]?.kind === 'break' ? at + 1 : text === 'and' ? at + 1 : undefined
    if (text === 'or' || text === 'nor') return at + 1
    if (next === undefined) return undefined
    const again =
      tokens[at]?.kind === 'break' && /^(?:or|nor|and)$/.test(textAt(next) ?? '') ? next + 1 : next
    // "without a hat and a dog" includes a dog.
    if (isNewThing(again)) return undefined
    const noun = findNoun(library, tokens, again, emblem)
    if (!noun || noun.weak) return undefined
    if (text === 'and' || again > next) return again
    // A comma continues the exclusion only in a list: "no cars, people or dogs".
    const after = again + noun.length
    return /^(?:or|nor|and)$/.test(textAt(after) ?? '') || tokens[after]?.kind === 'break' ? again : undefined
  }

  function isNewThing(at: number): boolean {
    const text = textAt(at) ?? ''
    return (
      /^(?:an?|the|some|one|no|not|without)$/.test(text) || numberWords.has(text) || namedColours.has(text)
    )
  }
}

const leads =
  /^(?:with|but|and|has|have|had|having|is|are|that|which|who|there|though|does|do|did|shows?|wearing|wears?|holding|holds?|carrying)$/

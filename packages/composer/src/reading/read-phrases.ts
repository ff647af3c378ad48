import type { Library } from '../concepts/library.ts'
import type { Spot } from '../plan/scene-plan.ts'
import { colourShades, namedColours } from '../words/colours.ts'
import {
  businessWords,
  emblemWords,
  frameWords,
  functionWords,
  genericWords,
  groupWords,
  letterWords,
  moodsOfLetters,
  moodWords,
  numberWords,
  pairNouns,
  partWords,
  requestWords,
  roundThings,
  sizeWords,
  vesselWords,
} from '../words/grammar.ts'
import { sceneAdjectives, sceneWords } from '../words/scenes.ts'
import { toSingular } from '../words/word-forms.ts'
import {
  dropVessel,
  isLiving,
  isNounHere,
  leaveOut,
  takeGroup,
  takeLook,
  takeMeasure,
} from './finish-phrase.ts'
import type { Noun } from './noun.ts'
import { createPhrase, isSaid, type Link, type Phrase } from './phrase.ts'
import { createVerbReader } from './read-verbs.ts'
import { viewTokens } from './token-view.ts'
import type { Token } from './tokenise.ts'

const countNamedMax = 999

/** Phrases of one thing each, and how each is tied to those before it. */
export function readPhrases(
  library: Library,
  tokens: readonly Token[],
  /** Colours and sizes stand after their noun, as in Romance languages and Arabic. */
  adjectivesFollow: boolean,
  asEmblem = false,
): { phrases: Phrase[]; emblem: boolean } {
  const emblem = asEmblem || tokens.some((at) => at.kind === 'word' && emblemWords.has(toSingular(at.text)))
  const view = viewTokens(library, tokens, emblem)
  const { textAt, nounAt, relationAt, spotAt, facingAt, isColour, startsNoun, isObjectStart } = view
  const phrases: Phrase[] = []
  let phrase = createPhrase('start')
  let nounEndedAt = -1

  const begin = (link: Link, afterBreak = false) => {
    if (isSaid(phrase)) phrases.push(phrase)
    // "a cat, on a table": the relation counts, not the comma.
    else if (link === 'and' && phrase.link !== 'start' && !phrase.afterBreak) return
    phrase = createPhrase(link, afterBreak)
  }
  const subject = (): Phrase | undefined =>
    phrase.noun ? phrase : phrases.findLast(({ noun, pronoun }) => noun !== undefined || pronoun)

  const verbs = createVerbReader(library, view, {
    phrases,
    get phrase() {
      return phrase
    },
    get nounEndedAt() {
      return nounEndedAt
    },
    begin,
    subject,
  })

  let at = 0
  while (at < tokens.length) at += Math.max(1, readAt(at))
  begin('and')
  // "a bicycle repair shop": the trade is clear from what is drawn.
  const named = phrases.filter(({ noun }) => noun && !noun.isTrade && (noun.match ?? noun.shape))
  return { phrases: named.length > 0 ? phrases.filter(({ noun }) => !noun?.isTrade) : phrases, emblem }

  /** Reads what begins at a token; returns how many tokens that took. */
  function readAt(here: number): number {
    const token = tokens[here]
    if (!token) return 1
    if (token.kind === 'break') {
      begin('and', true)
      return 1
    }
    if (token.kind === 'excluded') {
      const first = token.isJoined ? phrases.find(({ noun }) => noun !== undefined) : undefined
      ;(first ?? subject() ?? phrase).without.push(...token.things)
      return 1
    }
    if (token.kind === 'request') {
      const frame = frameWords.get(toSingular(textAt(here - 1) ?? ''))
      if (frame) {
        Object.assign(phrase, { frame, noun: undefined, modifiers: [] })
        phrase.leftOut = phrase.leftOut.filter(({ words }) => words !== textAt(here - 1))
      } else if (phrase.noun || phrase.request !== undefined) begin('with')
      phrase.request = token.at
      return 1
    }
    if (token.kind === 'emoji') {
      const noun = nounAt(here)
      if (phrase.noun) begin('and')
      if (noun) takeNoun(noun, here)
      return 1
    }
    return (
      readFacing(here) ||
      readRelation(here) ||
      readLongNoun(here) ||
      readSmallWord(here, token.text) ||
      readWord(here, token.text)
    )
  }

  function readFacing(here: number): number {
    const facing = facingAt(here)
    const target = facing && subject()
    if (!facing || !target) return 0
    target.facing = facing.side
    return facing.length
  }

  function readRelation(here: number): number {
    const relation = relationAt(here)
    const spot = spotAt(here)
    // "in a top hat"
    const isPartOfNoun = spot && (nounAt(here + spot.length - 1)?.length ?? 0) > 1
    if (spot && !isPartOfNoun && spot.words >= (relation?.words.length ?? 0)) {
      putAt(spot.spot)
      return spot.length
    }
    if (!relation) return 0
    const { spot: waitingSpot } = phrase
    const after = here + relation.words.length
    if (relation.relation === 'facing') {
      const mutual = verbs.readMutual(after, phrase, 'facing')
      if (mutual !== undefined) return relation.words.length + mutual
    }
    begin(relation.relation)
    // "pointing at", "playing with": a verb and its preposition.
    if (relation.words.length > 1 && /(?:ing|s)$/.test(relation.words[0] ?? ''))
      phrase.verb = relation.words.join(' ')
    if (waitingSpot !== undefined && phrases.length === 0) phrase.spot = waitingSpot
    return relation.words.length
  }

  /** A spot belongs to the thing before it, unless it begins a clause: "on the left a cat". */
  function putAt(spot: Spot): void {
    const isSubject = phrase.noun !== undefined || phrase.request !== undefined
    const before = phrases.findLast(({ noun }) => noun !== undefined)
    const beginsClause = phrase.afterBreak || phrase.link === 'start' || phrase.link === 'and'
    ;(isSubject || !before || beginsClause ? phrase : before).spot = spot
    if (isSubject) begin('and')
  }

  /** Names of several words come before the meaning of each: "fork and knife with plate". */
  function readLongNoun(here: number): number {
    const noun = nounAt(here)
    if (!noun || noun.length < 2) return 0
    // "a polka dot dress": a pattern of what comes next.
    if (noun.shape && /^(?:dots|stripes|checker)$/.test(noun.shape) && startsNoun(here + noun.length)) {
      const name = noun.shape === 'checker' ? 'plaid' : (noun.shape as 'dots' | 'stripes')
      phrase.texture = { name, word: noun.words }
      return noun.length
    }
    const [first = ''] = noun.words.split(' ')
    // "a black cat" has a drawing of its own, but "a red car" is a car that is red.
    if (namedColours.has(first) && noun.match && noun.words !== 'red fox') phrase.colours.push(first)
    takeNoun(noun, here)
    return noun.length
  }

  function readSmallWord(here: number, text: string): number {
    const mood = moodsOfLetters.get(text)
    if (mood && (phrase.request !== undefined || letterWords.has(textAt(here + 1) ?? ''))) {
      const written =
        phrase.request === undefined ? phrases.findLast(({ request }) => request !== undefined) : phrase
      if (written) written.mood = mood
      return letterWords.has(textAt(here + 1) ?? '') ? 2 : 1
    }
    if (letterWords.has(text) && tokens.some(({ kind }) => kind === 'request')) return 1
    if (text === 'and' || text === 'or') {
      if (!phrase.noun && phrase.colours.length > 0 && isColour(here + 1)) return 1
      begin('and')
      return 1
    }
    if (text === 'of') return readOf()
    if (/^(?:a|an|the|this|these|that|another)$/.test(text)) {
      if (/^th(?:at|is)$/.test(text) && phrase.noun) return 1
      if (phrase.noun) begin('and')
      phrase.definite = text === 'the'
      phrase.determined = true
      return 1
    }
    if (
      /^(?:it|them|him|her)$/.test(text) &&
      !phrase.noun &&
      phrase.link !== 'start' &&
      !startsNoun(here + 1)
    ) {
      phrase.pronoun = true
      return 1
    }
    // "a watermelon slice" is about watermelon.
    if (nounEndedAt === here && phrase.noun?.match && /^(?:slice|piece|portion|wedge|chunk)$/.test(text))
      return 1
    const next = textAt(here + 1)
    const count = numberWords.get(text) ?? (/^\d{1,3}$/.test(text) ? Number(text) : undefined)
    if (count !== undefined && count >= 1 && count <= countNamedMax) {
      // "a pair of jeans" is one thing; "a wedding couple" is no number.
      if (/^(?:pair|couple)s?$/.test(text) && (next !== 'of' || pairNouns.has(textAt(here + 2) ?? '')))
        return 1
      if (phrase.noun) begin('and')
      phrase.count = Math.max(phrase.count ?? 1, count)
      phrase.determined = true
      return 1
    }
    if (isColour(here, adjectivesFollow && nounEndedAt === here)) return readColour(here, text)
    if (isShade(text) && isColour(here + 1)) return 1
    const follows = adjectivesFollow && nounEndedAt === here
    if (/^(?:colou?rful|multicolou?red|rainbow)$/.test(text) && (follows || startsNoun(here + 1))) {
      phrase.colourful = true
      return 1
    }
    const size = sizeWords.get(text)
    if (size !== undefined) {
      const target = phrase.noun ? phrase : adjectivesFollow ? phrases.at(-1) : phrase
      ;(target ?? phrase).size = size
      return 1
    }
    if (text === 'round' && startsNoun(here + 1)) {
      const noun = nounAt(here + 1)
      if (!noun || !roundThings.test(noun.words)) phrase.leftOut.push({ words: text, kind: 'quality' })
      return 1
    }
    if (takeLook(phrase, text, startsNoun(here + 1), adjectivesFollow)) return 1
    // "a violin made of glass"
    if (text === 'made' && textAt(here + 1) === 'of' && phrase.noun)
      return takeLook(phrase, textAt(here + 2) ?? '', true, true) ? 3 : 0
    if (sceneAdjectives.has(text) && startsNoun(here + 1) && phrase.noun === undefined) {
      phrase.backdrop = { ...phrase.backdrop, ...sceneWords.get(text) }
      return 1
    }
    return 0
  }

  /** "un ciel bleu" is a sky that is blue, "a sky blue car" is a car. */
  function isShade(text: string): boolean {
    return colourShades.has(text) && !(adjectivesFollow && sceneWords.has(text))
  }

  function readColour(here: number, text: string): number {
    const shade = textAt(here - 1)
    const colour = shade !== undefined && isShade(shade) ? `${shade} ${text}` : text
    if (phrase.noun && !adjectivesFollow && startsNoun(here + 1)) begin('and')
    phrase.colours.push(colour)
    return 1
  }

  /**
   * "a flock of birds" are birds, "a slice of pizza" is pizza, "a bowl of rice" is a bowl with rice in it.
   */
  function readOf(): number {
    if (takeMeasure(phrase)) return 1
    const { noun } = phrase
    const word = toSingular(noun?.words ?? '')
    if (noun && partWords.has(word) && !noun.match?.certainty) {
      phrase.leftOut.push({ words: noun.words, kind: 'part' })
      phrase.noun = undefined
      return 1
    }
    // "on the roof of a house" is on the house.
    if (noun && /^on/.test(phrase.link) && /^(?:roof|rooftop|branch)$/.test(word)) {
      phrase.noun = undefined
      return 1
    }
    if (noun) {
      const holder = phrase
      begin('contains')
      phrase.servedIn = vesselWords.has(word) ? holder : undefined
    }
    return 1
  }

  function readWord(here: number, text: string): number {
    const isRequest = requestWords.has(toSingular(text))
    // In "a boy drawing a tree", "drawing" is not a request.
    const draws = nounEndedAt === here && isLiving(phrase) && isObjectStart(here + 1)
    if (isRequest && !draws && isRequestHere(here, text)) return 1
    const noun = nounAt(here)
    // "a download icon": what an icon is called is its subject, though it may be a verb.
    if (
      noun?.match &&
      emblemWords.has(toSingular(textAt(here + noun.length) ?? '')) &&
      !businessWords.has(text)
    ) {
      takeNoun(noun, here)
      return noun.length
    }
    const verb = verbs.read(here, text, noun)
    if (verb > 0) return verb
    if (moodWords.has(text) && !(noun && phrase.determined && !startsNoun(here + 1))) return 1
    if (functionWords.has(text)) return 1
    if (emblem && businessWords.has(toSingular(text))) return 1
    if (genericWords.has(toSingular(text)) && phrase.noun) return 1
    if (noun && isNounHere(phrase, noun, here === tokens.length - 1)) {
      takeNoun(noun, here)
      return noun.length
    }
    const target = phrase.noun || phrases.length === 0 ? phrase : (subject() ?? phrase)
    leaveOut(library, phrase, target, text, startsNoun(here + 1))
    // "a boy quickly running": the verb still follows its subject.
    if (nounEndedAt === here && library.lexicon.find(text)?.parts.startsWith('r')) nounEndedAt = here + 1
    return 1
  }

  function isRequestHere(here: number, text: string): boolean {
    if (phrases.length === 0 && !phrase.noun) {
      if (/^(?:draw|create|make|generate|please|me|us|i|show|want|need|would|like|give|depict)/.test(text))
        return true
      const next = textAt(here + 1)
      return (
        next === undefined ||
        /^(?:of|for|with|showing|about|featuring|that|depicting|in)$/.test(next) ||
        requestWords.has(next)
      )
    }
    return (
      nounEndedAt === here ||
      emblemWords.has(toSingular(text)) ||
      /^(?:for|me|my|our|your|style|please)$/.test(text)
    )
  }

  function takeNoun(noun: Noun, here: number): void {
    if (noun.isTrade && phrase.noun?.match && nounEndedAt === here) return
    if (phrase.noun) {
      if (nounEndedAt !== here) begin('and')
      else if (adjectivesFollow && !noun.match && !noun.shape) {
        // "una taza rota": an unknown word after a noun is an adjective.
        phrase.leftOut.push({ words: noun.words, kind: 'quality' })
        nounEndedAt = here + noun.length
        return
      }
      // "hair dryer": the last word of a compound is its head.
      else phrase.modifiers.push(phrase.noun.words)
    }
    if (phrase.request !== undefined) begin('with')
    phrase.noun = noun
    nounEndedAt = here + noun.length
    dropVessel(phrases, phrase, noun)
    if (groupWords.has(toSingular(noun.words)) && !noun.match) takeGroup(library, phrase, noun)
  }
}

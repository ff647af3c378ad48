import type { Library } from '../concepts/library.ts'
import type { Pose, Relation } from '../plan/scene-plan.ts'
import { traitsOf } from '../traits/traits.ts'
import { findVerb, type VerbForm } from '../words/actions.ts'
import { isLiving, noteVerb, sharePose } from './finish-phrase.ts'
import type { Noun } from './noun.ts'
import { isSaid, type Link, type Phrase } from './phrase.ts'
import type { TokenView } from './token-view.ts'

/** How far the sentence is read. */
export type ReadingState = {
  readonly phrases: readonly Phrase[]
  /** The one that is being read. */
  readonly phrase: Phrase
  /** The token after the last noun. */
  readonly nounEndedAt: number
  begin(link: Link, afterBreak?: boolean): void
  /** The last thing named. */
  subject(): Phrase | undefined
}

export type VerbReader = {
  /** Reads the verb at a token; returns how many tokens that took, 0 if there is none. */
  read(here: number, text: string, noun: Noun | undefined): number
  /** Whether what follows is done to each other; returns how many tokens say so. */
  readMutual(here: number, doer: Phrase, relation: Relation | 'contains' | undefined): number | undefined
}

export function createVerbReader(
  library: Library,
  { textAt, nounAt, relationAt, startsNoun, isObjectStart }: TokenView,
  state: ReadingState,
): VerbReader {
  const isVerb = (base: string) => library.lexicon.find(base)?.parts.includes('v') ?? false
  return {
    read: (here, text, noun) => readPassive(here, text) || readVerb(here, text, noun),
    readMutual,
  }

  /** "a ball kicked by a boy": who acts comes last. */
  function readPassive(here: number, text: string): number {
    const form = state.phrase.noun && textAt(here + 1) === 'by' ? findVerb(text, isVerb) : undefined
    const object = form?.action?.object
    if (!form?.past || object === undefined) return 0
    state.begin(object)
    const pose = form.action?.pose
    Object.assign(
      state.phrase,
      { verb: text, passive: true },
      pose ? { pose: { name: pose, word: text } } : {},
    )
    noteVerb(state.phrase, form, text, true)
    return 2
  }

  function readVerb(here: number, text: string, noun: Noun | undefined): number {
    const doer = doerAt(here, text)
    const living = isLiving(doer)
    // "two cats play": the base form follows a plural.
    const isBase = living && doer?.noun?.plural === true && state.nounEndedAt === here && !noun?.plural
    const form = findVerb(text, isVerb) ?? (isBase ? findVerb(`${text}s`, () => false) : undefined)
    if (!form) return 0
    const isName = noun !== undefined && !noun.weak && noun.match !== undefined
    // After an article or a preposition comes a noun: "with fries" fries nothing.
    const expectsNoun =
      !state.phrase.noun && (state.phrase.determined || !/^(?:start|and)$/.test(state.phrase.link))
    if (expectsNoun && !(form.participle && startsNoun(here + 1))) return 0
    const ahead = form.participle && !state.phrase.noun ? nounAt(here + 1) : undefined
    if (form.action?.pose && ahead?.match && traitsOf(ahead.match.concept).living)
      return setPose(state.phrase, form, text)
    // "a wedding", "a building" are things unless somebody is doing it.
    const follows = state.nounEndedAt === here && (form.participle || isObjectStart(here + 1))
    if (isName && !(living && follows)) return 0
    if (noun && !noun.weak && !form.action && !follows) return 0
    // "a dog and a cat reading": the phrase of the actor ended directly before the verb.
    const isNear = doer !== undefined && !isSaid(state.phrase) && !state.phrase.determined
    if (!state.phrase.noun && startsNoun(here + 1) && state.phrase.link !== 'and' && !isNear)
      return setPose(state.phrase, form, text)
    if (!doer) return setPose(state.phrase, form, text)
    return act(here, doer, form, text)
  }

  /** "a cat on a sofa sleeping": what cannot sleep does not. */
  function doerAt(here: number, text: string): Phrase | undefined {
    const last = state.subject()
    const isLastWord = state.nounEndedAt === here && textAt(here + 1) === undefined
    if (!isLastWord || isLiving(last) || last?.afterBreak || !findVerb(text, isVerb)?.action?.pose)
      return last
    return state.phrases.findLast(isLiving) ?? last
  }

  function act(here: number, doer: Phrase, form: VerbForm, text: string): number {
    const { action } = form
    // "a book lying on a table" has a relation, but no pose.
    if (/^(?:lying|sitting|standing)$/.test(action?.pose ?? '') && !isLiving(doer)) return 1
    // "a train going through a tunnel" walks nowhere.
    if (/^(?:go|come)$/.test(form.verb) && !isLiving(doer)) return 1
    // "an elephant balancing on a ball" stands on it.
    if (form.verb === 'balance' && relationAt(here + 1)) return 1
    const object = action?.object
    const next = here + 1
    const tied = relationAt(next) !== undefined
    const takesObject = object !== undefined && !tied && (startsNoun(next) || isObjectStart(next))
    // A person who flies a kite does not fly.
    if (action?.pose && !(takesObject && action.pose === 'flying'))
      doer.pose = { name: action.pose, word: text }
    if (doer === state.phrase) sharePose(doer, state.phrases.at(-1))
    const isBare = form.participle && doer === state.phrase && state.phrase.determined && !isObjectStart(next)
    if (object !== undefined && isBare && !isLiving(doer) && startsNoun(next)) {
      // "a fire breathing dragon" is a dragon.
      state.phrase.modifiers.push(state.phrase.noun?.words ?? '', text)
      Object.assign(state.phrase, { noun: undefined, pose: undefined })
      return 1
    }
    if (takesObject) {
      noteVerb(doer, form, text, true)
      state.begin(object)
      state.phrase.verb = text
      return 1
    }
    const mutual = readMutual(next, doer, object)
    if (mutual !== undefined) {
      noteVerb(doer, form, text, true)
      return 1 + mutual
    }
    noteVerb(doer, form, text, false)
    // "pouring milk into a glass": the milk is in the glass.
    if (!action && state.phrase === doer && (startsNoun(next) || isObjectStart(next)))
      state.begin('and', true)
    return 1
  }

  /** "a man and a woman hugging", "two dogs chasing each other"; returns how many tokens say "each other". */
  function readMutual(here: number, doer: Phrase, relation: Relation | 'contains' | undefined) {
    const words = textAt(here) === 'each' && textAt(here + 1) === 'other' ? 2 : 0
    if (relation === undefined || relation === 'contains' || (words === 0 && relation !== 'huggedBy'))
      return undefined
    const before = state.phrases.at(-1)
    const isPair = doer === state.phrase && doer.link === 'and' && !doer.afterBreak && isLiving(before)
    if (relation === 'huggedBy' && doer.noun?.match?.concept.kind !== 'person') return undefined
    if (!isLiving(doer) || !(doer.count === 2 || (isPair && (doer.count ?? 1) === 1))) return undefined
    doer.mutual = relation
    return words
  }

  function setPose(target: Phrase, form: VerbForm, text: string): number {
    if (!form.participle) return 0
    const pose: Pose | undefined = form.action?.pose
    if (pose) target.pose = { name: pose, word: text }
    noteVerb(target, form, text, false)
    return 1
  }
}

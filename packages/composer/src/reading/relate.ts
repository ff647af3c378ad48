import { type ActRelation, actRelations, type Relation } from '../plan/scene-plan.ts'
import { traitsOf } from '../traits/traits.ts'
import type { Entry } from './entry.ts'
import type { Link } from './phrase.ts'

/** The same relation as seen from the other thing. */
export const inverse: Partial<Record<Relation, Relation>> = {
  leftOf: 'rightOf',
  rightOf: 'leftOf',
  above: 'below',
  below: 'above',
  behind: 'inFrontOf',
  inFrontOf: 'behind',
  beside: 'beside',
  facing: 'facing',
  on: 'below',
  under: 'above',
}

type Tie = { of: Entry; relation: Relation; to: Entry }

/** The relation of two things, for words whose meaning depends on the things. */
export function relate(link: Link, subject: Entry, entry: Entry): Tie | undefined {
  const from = (relation: Relation): Tie => ({ of: subject, relation, to: entry })
  const back = (relation: Relation): Tie => ({ of: entry, relation, to: subject })
  if (link === 'surroundedBy') return back('around')
  // "a balloon held by a girl"
  if (link === 'heldBy' && isLiving(entry) && !isLiving(subject)) return from(link)
  if (link === 'heldBy' || link === 'wornBy' || isAct(link)) return back(link)
  if (link === 'around' || link === 'ridingOn') return from(link)
  if (link === 'contains')
    return entry.concept && subject.concept ? back(isHolder(subject) ? 'in' : 'beside') : back('beside')
  if (link === 'onOrAbove') return from(isAirborne(subject) ? 'above' : 'on')
  if (link === 'with') return back(withRelation(subject, entry))
  if (link === 'start' || link === 'and' || link === 'between') return undefined
  if (link === 'on' && isText(subject)) return from('on')
  if (link === 'on' && isRidden(subject, entry)) return from('ridingOn')
  if (
    link === 'in' &&
    entry.concept &&
    traitsOf(entry.concept).worn &&
    subject.concept &&
    traitsOf(subject.concept).living
  )
    return back('wornBy')
  return from(link)
}

const acts: ReadonlySet<string> = new Set(actRelations)

function isAct(link: Link): link is ActRelation {
  return acts.has(link)
}

/** A person on a horse rides it; a person on a bus does not. */
function isRidden({ concept: own }: Entry, { concept: other }: Entry): boolean {
  return (
    own !== undefined && other !== undefined && traitsOf(own).living && traitsOf(other).ridden !== undefined
  )
}

function isLiving({ concept }: Entry): boolean {
  return concept !== undefined && traitsOf(concept).living
}

/** Whether a thing flies or hangs in the air. An animal counts only if its pose is flying. */
function isAirborne({ concept, thing }: Entry): boolean {
  if (!concept) return false
  if (concept.kind === 'creature') return 'pose' in thing && thing.pose === 'flying'
  const { moves, overhead } = traitsOf(concept)
  return moves === 'flies' || overhead || concept.kind === 'sky'
}

function isText({ thing }: Entry): boolean {
  return 'text' in thing
}

function isHolder({ concept }: Entry): boolean {
  return concept !== undefined && traitsOf(concept).contains !== undefined
}

/** "a dog with a hat" wears it, "a vase with flowers" holds them, "a cake with candles" carries them. */
function withRelation(subject: Entry, entry: Entry): Relation {
  if (isText(entry)) return 'on'
  if (!entry.concept || !subject.concept) return 'beside'
  const [own, other] = [traitsOf(entry.concept), traitsOf(subject.concept)]
  if (other.living && own.worn) return 'wornBy'
  if (other.living && (own.heldUp || (subject.concept.kind === 'person' && own.metres <= 0.6 && !own.living)))
    return 'heldBy'
  if (/^rainbow/.test(entry.concept.label)) return 'behind'
  if (own.overhead) return 'above'
  const small = own.metres < other.metres * (other.contains ? 1.5 : 0.6) && !own.living
  if ((other.contains === 'open' || other.contains === 'clear') && small && other.metres < 2) return 'in'
  if (other.flatTop && small && other.metres < 4) return 'on'
  return 'beside'
}

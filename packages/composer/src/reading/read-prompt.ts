import type { Library } from '../concepts/library.ts'
import { findByName } from '../concepts/search.ts'
import { type Scene, sceneAroundThings, sceneOnlyBehind, sceneWords } from '../words/scenes.ts'
import { type ReadClause, readClause } from './read-clause.ts'
import type { Reading, Subject } from './reading.ts'
import { splitClauses } from './split-clauses.ts'
import { tokenise } from './tokenise.ts'

/** More things than this are a texture, not a picture; the rest is noted. */
const countDrawnMax = 24
const subjectsMax = 6
const pluralCount = 3
const ringCount = 8

/**
 * Understands an English prompt as things, their number, colour and place, and a scene. Never fails: see
 * `fallback`.
 */
export function readPrompt(library: Library, prompt: string): Reading {
  const clauses = splitClauses(library, tokenise(prompt)).map((clause) => readClause(library, clause))
  const reading: Reading = {
    subjects: [],
    scene: {},
    emblem: clauses.some(({ emblem }) => emblem),
    notes: [],
  }
  let waiting: Waiting = { colours: [], count: undefined }
  for (const clause of clauses) {
    Object.assign(reading.scene, clause.scene)
    if (clause.part && reading.subjects.length > 0) {
      reading.notes.push(`"${clause.term}" is not drawn apart`)
      continue
    }
    if (clause.match || clause.sceneHead !== undefined) {
      const others = clauses.filter((other) => other !== clause)
      addClause(reading, completeClause(clause, waiting), others)
      waiting = { colours: [], count: undefined }
    } else waiting = passOn(reading, clause, waiting)
  }
  if (reading.subjects.length > subjectsMax) {
    reading.notes.push(`only the first ${subjectsMax} things are drawn`)
    reading.subjects.length = subjectsMax
  }
  if (reading.subjects.length === 0 && Object.keys(reading.scene).length === 0) addFallback(library, reading)
  return reading
}

/** What "four red and" leaves for the balloons that follow. */
type Waiting = { colours: string[]; count: number | undefined }

function completeClause(clause: ReadClause, waiting: Waiting): ReadClause {
  return { ...clause, colours: [...waiting.colours, ...clause.colours], count: clause.count ?? waiting.count }
}

/** A clause without a thing: "in red" colours what came before, "red and" what comes next. */
function passOn(reading: Reading, clause: ReadClause, waiting: Waiting): Waiting {
  const previous = reading.subjects.at(-1)
  // "two parrots, one red and one green" speaks of the parrots again.
  const again = previous !== undefined && clause.count === 1 && previous.count > 1
  if (previous && (again || (clause.joint !== 'and' && clause.joint !== ','))) {
    previous.colours.push(...clause.colours)
    return waiting
  }
  return { colours: [...waiting.colours, ...clause.colours], count: clause.count ?? waiting.count }
}

function addClause(reading: Reading, clause: ReadClause, others: readonly ReadClause[]): void {
  if (clause.sceneHead !== undefined && isScenery(clause, clause.sceneHead, others)) {
    const scene = sceneWords.get(clause.sceneHead)
    Object.assign(reading.scene, clause.relation === 'under' && scene?.near === 'sea' ? underwater : scene)
    return
  }
  const { match } = clause
  if (!match) return
  const asked =
    clause.count ?? (clause.joint === 'surrounded by' ? ringCount : clause.plural ? pluralCount : 1)
  const count = Math.min(asked, countDrawnMax)
  if (count < asked) reading.notes.push(`${count} of ${asked} "${clause.term}" are drawn`)
  if (clause.ignored.length > 0) reading.notes.push(`"${clause.ignored.join(' ')}" is not drawn`)
  if (match.certainty !== 'exact') reading.notes.push(`"${clause.term}" is drawn as ${match.concept.label}`)
  const subject: Subject = {
    concept: match.concept,
    term: clause.term,
    count,
    colours:
      clause.colourful && clause.colours.length === 0 && count > 1 ? [...bouquetColours] : clause.colours,
    scale: clause.scale,
  }
  if (reading.subjects.length > 0) {
    subject.relation = { kind: clause.relation ?? 'with', to: anchorOf(reading, clause.relation) }
  }
  reading.subjects.push(subject)
  if (clause.joint === 'around') turnAround(reading)
}

/** "bees around a flower": the flower comes first, and the bees surround it. */
function turnAround({ subjects }: Reading): void {
  const centre = subjects.at(-1)
  const ring = subjects.at(-2)
  if (!centre || !ring || ring.relation) return
  const to = subjects.length - 2
  const count = ring.count === 1 ? ringCount : ring.count
  subjects.splice(
    to,
    2,
    { ...centre, relation: undefined },
    { ...ring, count, relation: { kind: 'around', to } },
  )
}

/**
 * What a relation ties to: the first thing for what surrounds it, the last living thing for what is worn or
 * held.
 */
function anchorOf(reading: Reading, relation: ReadClause['relation']): number {
  const last = reading.subjects.length - 1
  if (
    relation === 'under' ||
    relation === 'behind' ||
    relation === 'before' ||
    relation === 'above' ||
    relation === 'around'
  )
    return 0
  if (relation === 'wears' || relation === 'holds') {
    const living = reading.subjects.findLastIndex(({ concept }) => /creature|person|face/.test(concept.kind))
    return living >= 0 ? living : last
  }
  return last
}

/** For "colourful balloons": as many clear colours as differ at a glance. */
const bouquetColours = ['#e5343d', '#fccb1b', '#2a78e4', '#36a852', '#8b46d6', '#f5821f']

const underwater: Scene = { light: 'underwater' }

/** Whether a word such as "mountains" means the place where the picture happens or a thing in it. */
function isScenery(clause: ReadClause, head: string, others: readonly ReadClause[]): boolean {
  if (clause.count !== undefined) return false
  // "a red mountain" is a thing; behind something else it may as well be the land.
  if (clause.colours.length > 0 && clause.relation === undefined) return false
  if (!sceneOnlyBehind.has(head)) return true
  if (clause.emblem) return false
  if (head === 'star') return clause.plural && clause.relation !== undefined
  if (clause.relation !== undefined) return clause.relation !== 'with' || clause.plural || head !== 'mountain'
  if (clause.plural || others.some((other) => other.sceneHead !== undefined)) return true
  return sceneAroundThings.has(head) && others.some(({ match }) => match !== undefined)
}

/** Nothing in the prompt is known to any set: say so and offer something that fits any picture. */
function addFallback(library: Library, reading: Reading): void {
  const match = findByName(library, 'artist palette')
  if (!match) return
  reading.notes.push('nothing in the prompt matched a drawing, so an artist palette stands in')
  reading.subjects.push({ concept: match.concept, term: 'picture', count: 1, colours: [], scale: 1 })
}

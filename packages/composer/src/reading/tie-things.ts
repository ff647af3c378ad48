import type { Place, Relation } from '../plan/scene-plan.ts'
import { traitsOf } from '../traits/traits.ts'
import { dependsOn, type Entry } from './entry.ts'
import type { Phrase } from './phrase.ts'
import { inverse, relate } from './relate.ts'

/** How many surround a thing, where no number is said. */
export const ringCount = 8

export type Ties = {
  /** Places a thing as its phrase stands to those before it. `fresh`: it was not named before. */
  tie(entry: Entry, phrase: Phrase, fresh: boolean): void
  /** What the clause is about. */
  subjectOfClause(): Entry | undefined
}

/** Places things to each other. @param idFor an id that no thing has yet */
export function createTies(entries: Entry[], idFor: (name: string) => string): Ties {
  /** The two ends of "between". */
  let between: { subject: Entry; first: Entry } | undefined
  let subjectsOfClause: Entry[] = []
  return { tie, subjectOfClause: () => subjectsOfClause[0] }

  function tie(entry: Entry, phrase: Phrase, fresh: boolean): void {
    const { link } = phrase
    if (between && link === 'and') {
      between.subject.thing.place = { between: [between.first.thing.id, entry.thing.id] }
      between = undefined
      return
    }
    between = undefined
    if (fresh && tieToEachOther(entry, phrase)) return
    const carrier = fresh ? carrierOf(phrase, entry) : undefined
    if (carrier) {
      entry.thing.place = { ...carrier }
      return
    }
    if (fresh && tieAsBefore(entry, phrase)) return
    const subjects = subjectsFor(phrase, entry)
    if (link === 'start' || link === 'and' || subjects.length === 0) {
      subjectsOfClause = phrase.afterBreak || link === 'start' ? [entry] : [...subjectsOfClause, entry]
      return
    }
    const [subject] = subjects
    if (!subject) return
    if (link === 'between') {
      if (entry.thing.count === 2) splitEnds(subject, entry)
      else between = { subject, first: entry }
      return
    }
    // "bees around a flower": more than three, or nothing is surrounded.
    if (link === 'around' && subject.phrase.count === undefined && subject.phrase.noun?.plural)
      subject.thing.count = ringCount
    const turned = phrase.passive ? relate(link, entry, subject) : relate(link, subject, entry)
    if (turned === undefined) return
    const { of, relation, to } = turned
    for (const one of of === subject ? subjects : [of])
      if (one !== to && (fresh || one.guessed || one.thing.place === undefined)) {
        if (one.guessed) one.thing.place = undefined
        place(one, relation, to)
        one.guessed = link === 'with'
      }
  }

  /** "a man and a woman hugging", "two bears hugging": the second stands so to the first. */
  function tieToEachOther(entry: Entry, { mutual, link }: Phrase): boolean {
    const before = entries[entries.indexOf(entry) - 1]
    if (!mutual || !before || before.thing.place !== undefined) return false
    if (link !== 'and' && before.phrase.mutual !== mutual) return false
    place(entry, mutual, before)
    subjectsOfClause = [...subjectsOfClause, entry]
    return true
  }

  /** "a table with a vase and two apples": the apples are on it as well. */
  function tieAsBefore(entry: Entry, { link, afterBreak }: Phrase): boolean {
    const before = entries[entries.indexOf(entry) - 1]
    if (link !== 'and' || afterBreak || !before?.guessed) return false
    const holder = entries.find(({ thing }) => thing.id === Object.values(before.thing.place ?? {})[0])
    const turned = holder && relate('with', holder, entry)
    if (!turned || turned.of !== entry || turned.relation === 'beside') return false
    if (before.thing.place?.[turned.relation as keyof Place] === undefined) return false
    place(entry, turned.relation, turned.to)
    entry.guessed = true
    return true
  }

  /** "wearing a hat and a scarf": the second is worn as well. */
  function carrierOf({ link, afterBreak }: Phrase, entry: Entry): Place | undefined {
    const before = entries[entries.indexOf(entry) - 1]
    const place = before?.thing.place
    if (link !== 'and' || afterBreak || !before || !place || before.guessed) return undefined
    const own = entry.concept && traitsOf(entry.concept)
    // "holding a cat and a dog", but not "holding a cup and a dog"
    if (!own || (own.living && !(before.concept && traitsOf(before.concept).living))) return undefined
    if ('wornBy' in place && own.worn !== undefined) return place
    return 'heldBy' in place && before.phrase.verb !== undefined && own.metres <= 1 ? place : undefined
  }

  /** "between two trees": one tree on each side. */
  function splitEnds(subject: Entry, entry: Entry): void {
    const { count: _count, ...one } = entry.thing
    entry.thing = one
    const other: Entry = { ...entry, thing: { ...one, id: idFor(one.id) } }
    entries.push(other)
    subject.thing.place = { between: [one.id, other.thing.id] }
  }

  function place(entry: Entry, relation: Relation, to: Entry): void {
    // One relation per thing, and relations must not be cyclic.
    if (entry.thing.place !== undefined || dependsOn(entries, to, entry)) {
      if (to.thing.place === undefined && inverse[relation] && !dependsOn(entries, entry, to))
        to.thing.place = { [inverse[relation] as Relation]: entry.thing.id } as Place
      return
    }
    entry.thing.place = { [relation]: to.thing.id } as Place
  }

  /** The thing that has this relation to another one: the last one named, or the one that holds it. */
  function subjectsFor({ link, verb, passive }: Phrase, entry: Entry): Entry[] {
    const before = entries.filter((other) => other !== entry)
    const last = before.at(-1)
    if (!last) return []
    if (passive) return [last]
    const needsHands = link === 'heldBy' || link === 'wornBy' || link === 'ridingOn' || verb !== undefined
    if (needsHands) {
      const living = before.findLast(({ concept }) => concept && traitsOf(concept).living)
      return living ? [living] : [last]
    }
    const held = last.thing.place && ('heldBy' in last.thing.place || 'wornBy' in last.thing.place)
    if (held && subjectsOfClause.length > 0) return subjectsOfClause
    // "a cat and a dog under a tree": both are.
    return last.phrase.link === 'and' && !last.phrase.afterBreak && subjectsOfClause.includes(last)
      ? subjectsOfClause
      : [last]
  }
}

import type { Concept } from '../concepts/concept.ts'
import { type Backdrop, type PlanThing, planThingsMax } from '../plan/scene-plan.ts'
import type { PictureReport } from '../report/report.ts'
import type { Phrase } from './phrase.ts'

/** A thing of the plan while the plan is being built. */
export type Entry = {
  thing: Mutable<PlanThing>
  phrase: Phrase
  concept: Concept | undefined
  /** Its place only follows from "with", so an explicit place replaces it. */
  guessed?: boolean
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Whether a thing has a relation to another one, directly or through others. */
export function dependsOn(entries: readonly Entry[], entry: Entry, other: Entry): boolean {
  for (let [step, turns] = [entry as Entry | undefined, 0]; step && turns < planThingsMax; turns++) {
    if (step === other) return true
    const targets = Object.values(step.thing.place ?? {}).flat() as string[]
    step = entries.find(({ thing }) => targets.includes(thing.id))
  }
  return false
}

/** The parts of a plan that a sentence defines. */
export type Built = {
  things: PlanThing[]
  backdrop: Backdrop
  /** A requested background: a colour, or none. */
  background: string | undefined
  /** Names of things that the sentence excludes. */
  without: string[]
  /** The words of the sentence for names that the report of the drawing may have. */
  said: Map<string, string>
  report: PictureReport
}

import type { Concept } from '../concepts/concept.ts'
import type { PlanThing } from '../plan/scene-plan.ts'
import type { Phrase } from './phrase.ts'

/** A thing of the plan while the plan is being built. */
export type Entry = {
  thing: Mutable<PlanThing>
  phrase: Phrase
  concept: Concept | undefined
  /** Its place follows from a mere "with", and yields to one that is said. */
  guessed?: boolean
}

export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

import type { Box } from '../art/bounds.ts'
import type { Spot } from '../plan/scene-plan.ts'
import type { Slot } from './slot.ts'

/** A thing and all that stands to it, placed relative to each other. */
export type Cluster = { root: Slot; slots: Slot[]; spot: Spot | undefined }

/** The canvas and where things have room on it. */
export type Stage = {
  canvas: Box
  frame: Box
  standing: boolean
  seed: number
  /** How far a headline stays away from the upper edge; unless given, a twentieth of the height. */
  inset?: number
}

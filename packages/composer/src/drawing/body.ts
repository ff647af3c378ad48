import type { Box } from '../art/bounds.ts'
import type { ArtOrigin } from '../art/set-facts.ts'
import type { ArtNode } from '../art/tree.ts'
import type { Anchors } from '../layout/layout-item.ts'
import type { PlanThing } from '../plan/scene-plan.ts'
import type { Traits } from '../traits/traits.ts'

/** A thing of the plan with its drawing, in the colours that the plan asks for. */
export type Body = {
  thing: PlanThing
  /** What it is called in descriptions. */
  name: string
  traits: Traits
  /** The drawing of a copy, in coordinates of its own. */
  nodes(copy: number): ArtNode[]
  /** What is visible of it, in these coordinates. */
  box: Box
  /** Side of the canvas that the drawing was made on. */
  canvas: number
  origin: ArtOrigin
  /** The colour that a copy was asked for. */
  asked(copy: number): string | undefined
  /** Every colour that was asked for, those of parts too: what styles of few colours must show. */
  tints: readonly string[]
  anchors: Anchors
  /** Not a thing of the plan, but a tool in somebody's hand. */
  isAdded?: boolean
  /** A person whose limbs can be posed. */
  hasJoints?: boolean
  isCreature: boolean
  /** The direction in which an animal looks; undefined if it looks at the viewer. */
  look?: 'left' | 'right' | undefined
  isPlant: boolean
  /** Things that hang in the sky, signs and letters need no ground. */
  isFree: boolean
  /** Drawn with lines that bring their own width, or in colours that styles must keep. */
  keepsPaint: boolean
  isLineIcon: boolean
  /** Words of the plan that the drawing could not follow. */
  missed: { words: string; kind: 'colour' | 'texture' | 'action' | 'part' | 'quality' | 'text' }[]
}

/** The direction in which its drawing looks: people to the right, things such as cars to the left. */
export function lookOfBody({ thing, isCreature, look, traits }: Body): 'left' | 'right' | undefined {
  if (!('concept' in thing)) return undefined
  return look ?? (isCreature ? undefined : traits.living || traits.facesRight ? 'right' : 'left')
}

/** Positions in heads of animals and faces, estimated by eye. */
export const anchorsOfArt: Anchors = {
  hand: { x: 0.84, y: 0.62 },
  headTop: { x: 0.5, y: 0.16 },
  eyes: { x: 0.5, y: 0.44 },
  neck: { x: 0.5, y: 0.6 },
  chest: { x: 0.5, y: 0.6 },
  feet: { x: 0.5, y: 1 },
  headWidth: 0.7,
}

/** A face ends at its chin. */
export const anchorsOfFace: Anchors = {
  ...anchorsOfArt,
  headTop: { x: 0.5, y: 0.2 },
  neck: { x: 0.5, y: 0.86 },
  headWidth: 0.86,
}

export const signTraits: Traits = {
  rimAt: 0,
  flatTop: true,
  inVessel: false,
  overhead: false,
  bringsWater: false,
  stands: false,
  heldUp: true,
  rolls: false,
  facesRight: false,
  isMap: false,
  metres: 0.8,
  living: false,
}

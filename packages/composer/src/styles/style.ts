import type { Box } from '../art/bounds.ts'
import type { ArtNode } from '../art/tree.ts'
import type { Lch } from '../colour.ts'
import type { DrawingStyle } from '../plan/scene-plan.ts'
import type { Random } from '../random.ts'

/** Where a style takes its drawings from, in order of preference. */
export type ArtSource = 'flat' | 'shaded' | 'stroke'

/** What a style knows about the thing it repaints. */
export type RepaintContext = {
  /** Canvas units per unit of the drawing: divides widths that shall look alike everywhere. */
  scale: number
  /** The colour that the prompt gave, if any; drawings arrive already recoloured. */
  asked: string | undefined
  /** All colours that the prompt gave, those of parts too. */
  tints: readonly string[]
  /** Scenery steps back behind subjects: thinner lines, calmer colours. */
  layer: 'subject' | 'sky' | 'land'
  /** The landscape itself is the picture. */
  alone: boolean
  /** Lines get lighter on small things: 1 for a thing that fills the picture, down to 0.4. */
  weight: number
  palette: Palette
  /** Returns `url(#id)` of a gradient, defining it once per document. */
  gradient(definition: GradientDefinition): string
}

export type GradientDefinition =
  | { kind: 'linear'; from: string; to: string }
  | { kind: 'radial'; light: string; middle: string; deep: string }

/** The colours of one picture, chosen once from its subject and the seed. */
export type Palette = {
  ink: string
  paper: string
  /** A strong colour for single-colour styles. */
  brand: string
  accent: string
  /** For the second kind of thing where one colour fills everything. */
  brandSecond: string
  /** Behind the subject: main ground and a second tone on it. */
  ground: string
  groundSecond: string
  /** Restrained set for `modern`, dark to light. */
  tones: readonly [string, string, string, string]
  hue: number
}

export type Style = {
  id: DrawingStyle
  source: readonly ArtSource[]
  /** Whether a landscape's sky fills the canvas; ink styles leave the paper bare. */
  paintsSky: boolean
  /** Whether scenery gets lines around it. */
  outlinesLand: boolean
  /** Whether icons made of lines are set on a badge, which needs their whole canvas. */
  framesIcons: boolean
  /** Empty space around one thing, and around several. */
  margins: { single: number; crowded: number }
  choosePalette(subject: Lch, random: Random): Palette
  repaint(nodes: readonly ArtNode[], context: RepaintContext): ArtNode[]
  /** What stands behind the subject when the prompt names no scene. */
  drawBackdrop(palette: Palette, random: Random, context: RepaintContext): ArtNode[]
  /** Laid on the ground below one standing thing. */
  drawShadow?(box: Box, palette: Palette, context: RepaintContext): ArtNode[]
}

import type { Box } from '../art/bounds.ts'
import type { ArtNode } from '../art/tree.ts'
import type { Lch } from '../colour.ts'
import type { DrawingStyle } from '../plan/scene-plan.ts'
import type { Random } from '../random.ts'

/** The sources of a style's drawings, in order of preference. */
export type ArtSource = 'flat' | 'shaded' | 'stroke'

/** What a style needs to know about the thing that it repaints. */
export type RepaintContext = {
  /** Canvas units per unit of the drawing. Widths that must look equal everywhere are divided by it. */
  scale: number
  /** The colour of the thing in the prompt, if any. The drawing is already recoloured. */
  asked: string | undefined
  /** All colours of the thing in the prompt, including those of its parts. */
  tints: readonly string[]
  /** Scenery has thinner lines and calmer colours than subjects. */
  layer: 'subject' | 'sky' | 'land'
  /** Whether the landscape itself is the picture. */
  alone: boolean
  /** A factor for line widths: 1 for a thing that fills the picture, down to 0.4 for small things. */
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
  /** For the second kind of thing, in styles that fill everything with one colour. */
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
  /** What is drawn behind the subject if the prompt names no scene. */
  drawBackdrop(palette: Palette, random: Random, context: RepaintContext): ArtNode[]
  /** Drawn on the ground below a single standing thing. */
  drawShadow?(box: Box, palette: Palette, context: RepaintContext): ArtNode[]
}

import { measureArt } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import { contrastOf, readHex, writeHex } from '../colour.ts'
import { anchorsOfArt, type Body, signTraits } from '../drawing/body.ts'
import type { TextThing } from '../plan/scene-plan.ts'
import type { Palette, Style } from '../styles/style.ts'
import { hexOf } from '../words/colours.ts'
import { frameArc, frameText } from './frames.ts'
import { letterArc } from './letter-arc.ts'
import { type FaceReader, type Lettered, letterText } from './letter-text.ts'

/** What determines the colours of letters and of the surface behind them. */
export type TextGround = { onThing: string | undefined; palette: Palette; style: Style }

/** Words as outlines, in a frame if the plan has one. */
export function textBody(readFace: FaceReader, thing: TextThing, ground: TextGround): Body {
  const first = thing.colours?.all
  const name = typeof first === 'string' ? first : first?.[0]
  const asked = name === undefined ? undefined : hexOf(name)
  const frame = thing.frame === 'card' ? undefined : thing.frame
  const frameColour = hexOf(String(thing.colours?.frame ?? '')) ?? ground.palette.brand
  const against = frame
    ? frameColour
    : (ground.onThing ?? (ground.style.paintsSky ? ground.palette.ground : '#ffffff'))
  const fill = asked ?? readable(thing, against, ground.palette)
  const mood = thing.mood ?? (thing.frame === 'badge' ? 'bold' : thing.frame === 'card' ? 'playful' : 'plain')
  const { nodes, lettered } = thing.arc
    ? setArc(readFace, thing, mood, fill, frameColour)
    : setLines(readFace, thing.text, mood, fill, frame, frameColour)
  return {
    thing,
    name: `“${thing.text}”`,
    traits: {
      ...signTraits,
      contains: 'clear',
      metres: frame ? 0.9 : 0.5 + Math.min(1, thing.text.length / 12),
    },
    nodes: () => nodes,
    box: measureArt(nodes, Number.POSITIVE_INFINITY),
    canvas: 1000,
    origin: 'own',
    asked: () => asked,
    tints: [],
    anchors: anchorsOfArt,
    isCreature: false,
    isPlant: false,
    isFree: true,
    keepsPaint: true,
    isLineIcon: false,
    missed: lettered.missing.map((letter) => ({ words: letter, kind: 'text' as const })),
  }
}

/** On a card the letters have the colour of the picture, if it can be read. */
function readable({ frame }: TextThing, against: string, palette: Palette): string {
  const brand = readHex(palette.brand)
  const deep = brand && writeHex({ ...brand, l: Math.min(brand.l, 0.48) })
  const choices = [...(frame === 'card' && deep ? [deep] : []), palette.ink]
  return choices.find((colour) => contrastOf(colour, against) >= 3.5) ?? '#ffffff'
}

function setLines(
  readFace: FaceReader,
  text: string,
  mood: NonNullable<TextThing['mood']>,
  fill: string,
  frame: Exclude<TextThing['frame'], 'card'>,
  frameColour: string,
): { nodes: ArtNode[]; lettered: Lettered } {
  const lettered = letterText(readFace, text, mood, fill)
  const empty = [element('path', { fill, d: 'M0 0h1v1H0z' })]
  const letters = lettered.nodes.length > 0 ? lettered.nodes : empty
  return { nodes: frame ? frameText(frame, lettered, frameColour) : letters, lettered }
}

function setArc(
  readFace: FaceReader,
  { frame, text }: TextThing,
  mood: NonNullable<TextThing['mood']>,
  fill: string,
  frameColour: string,
): { nodes: ArtNode[]; lettered: Lettered } {
  const lettered = letterArc(readFace, text, mood, fill)
  const middle = element('circle', { cx: 0, cy: 0, r: lettered.radius, fill: 'none' })
  return { nodes: frame ? frameArc(lettered, frameColour) : [middle, ...lettered.nodes], lettered }
}

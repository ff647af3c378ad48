import { measureArt } from '../art/bounds.ts'
import { element } from '../art/tree.ts'
import { contrastOf } from '../colour.ts'
import { anchorsOfArt, type Body, signTraits } from '../drawing/body.ts'
import type { TextThing } from '../plan/scene-plan.ts'
import type { Palette, Style } from '../styles/style.ts'
import { hexOf } from '../words/colours.ts'
import { frameText } from './frames.ts'
import { type FaceReader, letterText } from './letter-text.ts'

/** What the letters are read against. */
export type TextGround = { onThing: string | undefined; palette: Palette; style: Style }

/** Words as outlines, in a frame where the plan says so. */
export function textBody(readFace: FaceReader, thing: TextThing, ground: TextGround): Body {
  const first = thing.colours?.all
  const name = typeof first === 'string' ? first : first?.[0]
  const asked = name === undefined ? undefined : hexOf(name)
  const frameColour = hexOf(String(thing.colours?.frame ?? '')) ?? ground.palette.brand
  const against = thing.frame
    ? frameColour
    : (ground.onThing ?? (ground.style.paintsSky ? ground.palette.ground : '#ffffff'))
  const fill = asked ?? (contrastOf(ground.palette.ink, against) >= 3.5 ? ground.palette.ink : '#ffffff')
  const lettered = letterText(readFace, thing.text, thing.mood ?? 'plain', fill)
  const nodes = thing.frame
    ? frameText(thing.frame, lettered, frameColour)
    : lettered.nodes.length > 0
      ? lettered.nodes
      : [element('path', { fill, d: 'M0 0h1v1H0z' })]
  return {
    thing,
    name: `“${thing.text}”`,
    traits: { ...signTraits, metres: thing.frame ? 0.9 : 0.5 + Math.min(1, thing.text.length / 12) },
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

import { measureArt } from '../art/bounds.ts'
import { contrastOf, readHex, writeHex } from '../colour.ts'
import { anchorsOfArt, type Body, signTraits } from '../drawing/body.ts'
import type { FaceReader } from '../lettering/letter-text.ts'
import type { TextGround } from '../lettering/text-body.ts'
import type { DiagramThing } from '../plan/scene-plan.ts'
import { hexOf } from '../words/colours.ts'
import { type DiagramTheme, drawDiagram } from './draw-diagram.ts'

/** A diagram in the colours and lines of a style. */
export function diagramBody(readFace: FaceReader, thing: DiagramThing, ground: TextGround): Body {
  const asked = hexOf(String([thing.colours?.all].flat()[0] ?? ''))
  const { nodes, missing } = drawDiagram(thing.diagram, thing.labels ?? [], readFace, themeOf(asked, ground))
  return {
    thing,
    name: thing.diagram,
    traits: { ...signTraits, metres: 1.4 },
    nodes: () => nodes,
    box: measureArt(nodes, Number.POSITIVE_INFINITY),
    canvas: 240,
    origin: 'own',
    asked: () => asked,
    tints: [],
    anchors: anchorsOfArt,
    isCreature: false,
    isPlant: false,
    isFree: true,
    keepsPaint: true,
    isLineIcon: false,
    missed: missing.map((letter) => ({ words: letter, kind: 'text' as const })),
  }
}

function themeOf(asked: string | undefined, { palette, style }: TextGround): DiagramTheme {
  const isGrey = (readHex(palette.brand)?.c ?? 0) < 0.05
  const accent = asked ?? (isGrey ? '#3f6fd8' : palette.brand)
  const hue = readHex(accent)?.h ?? 260
  const onAccent = contrastOf(accent, '#ffffff') >= 3 ? '#ffffff' : palette.ink
  if (!style.paintsSky && style.id !== 'filled') {
    const stroke = asked ?? palette.ink
    const width = style.id === 'line-art' ? 1.2 : 2.4
    return {
      paper: '#ffffff',
      soft: '#ffffff',
      accent: '#ffffff',
      ink: palette.ink,
      onAccent: palette.ink,
      faint: writeHex({ l: 0.72, c: 0.02, h: hue }),
      line: { stroke, width },
    }
  }
  return {
    paper: '#ffffff',
    soft: writeHex({ l: 0.92, c: 0.035, h: hue }),
    accent,
    ink: writeHex({ l: 0.3, c: 0.04, h: hue }),
    onAccent,
    faint: writeHex({ l: 0.8, c: 0.03, h: hue }),
    line: style.id === 'cartoon' ? { stroke: palette.ink, width: 2.2 } : undefined,
  }
}

import { measureArt } from '../art/bounds.ts'
import type { ArtNode } from '../art/tree.ts'
import { readHex, writeHex } from '../colour.ts'
import { anchorsOfArt, type Body, signTraits } from '../drawing/body.ts'
import type { FaceReader } from '../lettering/letter-text.ts'
import { type ChartThing, nameOf, type ShapeThing } from '../plan/scene-plan.ts'
import { createRandom } from '../random.ts'
import { hexOf } from '../words/colours.ts'
import { labelChart } from './chart-labels.ts'
import { drawChart } from './draw-chart.ts'
import { drawShape } from './draw-shape.ts'

const shapeColours = ['#3f7fd8', '#e5643d', '#36a06a', '#8b5fd0', '#f0a02c', '#d6456b', '#2aa6a0'] as const
const chartColours = [
  '#3f7fd8',
  '#f0a02c',
  '#36a06a',
  '#d6456b',
  '#8b5fd0',
  '#2aa6a0',
  '#e5643d',
  '#7a8594',
] as const

export function shapeBody(thing: ShapeThing, seed: number): Body {
  const random = createRandom(`${seed} ${thing.id} colour`)
  const own = random.pick(shapeColours)
  const asked = coloursOf(thing)
  const look = (copy: number) => {
    const fill = asked[copy % Math.max(1, asked.length)] ?? own
    const second = hexOf(String(thing.colours?.second ?? '')) ?? paler(fill)
    return drawShape(thing.shape, fill, second)
  }
  return geometry(thing, look, { living: false }, (copy) => asked[copy % Math.max(1, asked.length)], asked)
}

export function chartBody(readFace: FaceReader, thing: ChartThing): Body {
  const asked = coloursOf(thing)
  const colours = asked.length > 0 ? asked : chart(thing)
  const ink = '#4c5563'
  const { chart: kind, values, labels = [] } = thing
  const colour = (at: number) => colours[at % colours.length] ?? ink
  const { nodes, missing } = labelChart(kind, labels, values.length, readFace, colour, ink)
  const drawn = [...drawChart(kind, values, colours, ink), ...nodes]
  const body = geometry(
    thing,
    () => drawn,
    { metres: 1.4 },
    () => asked[0],
    asked,
  )
  return { ...body, missed: [...body.missed, ...missing.map((words) => ({ words, kind: 'text' as const }))] }
}

function chart({ chart: kind }: ChartThing): readonly string[] {
  return kind === 'bars' || kind === 'pie' ? chartColours : chartColours.slice(0, 2)
}

function coloursOf({ colours }: ShapeThing | ChartThing): string[] {
  return [colours?.all, colours?.second]
    .flat()
    .flatMap((name) => (name === undefined ? [] : (hexOf(name) ?? [])))
}

function paler(hex: string): string {
  const colour = readHex(hex)
  return colour ? writeHex({ ...colour, l: Math.min(0.97, colour.l + 0.3), c: colour.c * 0.3 }) : '#ffffff'
}

function geometry(
  thing: ShapeThing | ChartThing,
  nodes: (copy: number) => ArtNode[],
  traits: Partial<Body['traits']>,
  asked: Body['asked'],
  tints: readonly string[],
): Body {
  return {
    thing,
    name: nameOf(thing),
    traits: { ...signTraits, contains: 'clear', ...traits },
    nodes,
    box: measureArt(nodes(0), Number.POSITIVE_INFINITY),
    canvas: 100,
    origin: 'own',
    asked,
    tints,
    anchors: anchorsOfArt,
    isCreature: false,
    isPlant: false,
    isFree: true,
    keepsPaint: false,
    isLineIcon: false,
    missed: thing.texture ? [{ words: thing.texture, kind: 'texture' }] : [],
  }
}

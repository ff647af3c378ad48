/**
 * Reads the list of prompts, draws them and compares: the judge of what the composer understands and puts on
 * the canvas.
 */
import { Resvg } from '@resvg/resvg-js'
import { SaxesParser } from 'saxes'
import type { SvgStyle } from '../../apps/server/src/models/port.ts'
import { type ArtNode, element, writeNode } from '../../packages/composer/src/art/tree.ts'
import { hueDistance, type Lch, readHex } from '../../packages/composer/src/colour.ts'
import type { Reading } from '../../packages/composer/src/reading/reading.ts'
import { namedColours } from '../../packages/composer/src/words/colours.ts'

export type ExpectedThing = { relation?: string; count: number; labels: string[]; colours: string[] }
export type Expected = { prompt: string; things: ExpectedThing[]; scene: string[] }

/** What was wrong with one picture, in words; a list is empty when all of its kind is right. */
export type Verdict = {
  concept: string[]
  count: string[]
  colour: string[]
  relation: string[]
  scene: string[]
}

export function readExpectations(lines: string): Expected[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [prompt = '', things = '', scene = ''] = line.split(' | ')
      return {
        prompt,
        things: things === '-' ? [] : things.split(', ').map(readThing),
        scene: scene.split(' ').filter(Boolean),
      }
    })
}

function readThing(text: string): ExpectedThing {
  const [, relation, count, labels = '', colours] =
    /^(?:(\w+) > )?(?:(\d+) )?(.+?)(?: #(\S+))?$/.exec(text.trim()) ?? []
  return {
    ...(relation ? { relation } : {}),
    count: Number(count ?? 1),
    labels: labels.split('/'),
    colours: colours?.split('+') ?? [],
  }
}

/** Holds a reading and the picture that was made of it against what was expected. */
export function judge(expected: Expected, reading: Reading, svg: string, style: SvgStyle): Verdict {
  const verdict: Verdict = { concept: [], count: [], colour: [], relation: [], scene: [] }
  const groups = readGroups(svg)
  if (reading.subjects.length !== expected.things.length)
    verdict.concept.push(
      `${reading.subjects.map(({ concept }) => concept.label).join(' + ') || 'nothing'} drawn`,
    )
  expected.things.forEach((thing, at) => {
    const subject = reading.subjects[at]
    if (!subject) return
    const face = thing.labels.some(
      (label) => subject.concept.label === label || `${label} face` === subject.concept.label,
    )
    if (!face) verdict.concept.push(`${subject.concept.label} for ${thing.labels[0]}`)
    const copies = groups.filter(({ id }) => new RegExp(`-${at + 1}-\\d+$`).test(id))
    if (copies.length !== thing.count)
      verdict.count.push(`${copies.length} of ${thing.count} ${thing.labels[0]}`)
    thing.colours.forEach((name, turn) => {
      const seen = thing.colours.length > 1 ? copies.slice(turn, turn + 1) : copies
      for (const { nodes } of seen.slice(0, 1))
        if (shareOf(nodes, name) < shareMin)
          verdict.colour.push(`${style}: ${thing.labels[0]} is not ${name}`)
    })
    if (at > 0 && thing.relation !== subject.relation?.kind)
      verdict.relation.push(`${subject.relation?.kind} for ${thing.relation}`)
  })
  const scene = Object.values(reading.scene)
  for (const part of expected.scene) if (!scene.some((got) => got === part)) verdict.scene.push(`no ${part}`)
  return verdict
}

/** Of what can be seen, ink aside, so much must be in the colour that was asked for. */
const shareMin = 0.3

/** The share of a thing's visible pixels that has the colour. */
function shareOf(nodes: ArtNode[], name: string): number {
  const size = 64
  const svg = writeNode(
    element('svg', { xmlns: 'http://www.w3.org/2000/svg', viewBox: '0 0 256 256' }, nodes),
  )
  const { pixels } = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render()
  let [all, alike] = [0, 0]
  for (let at = 0; at < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) < 250) continue
    const hex = [0, 1, 2].map((channel) => (pixels[at + channel] ?? 0).toString(16).padStart(2, '0'))
    const colour = readHex(`#${hex.join('')}`)
    if (!colour || (colour.l < 0.33 && colour.c < 0.08 && name !== 'black')) continue
    all += 1
    if (looksLike(colour, name)) alike += 1
  }
  return all === 0 ? 0 : alike / all
}

/** Whether a person would call it by that name: near in hue, or grey where the name is a grey. */
function looksLike(colour: Lch, name: string): boolean {
  const asked = readHex(namedColours.get(name) ?? '')
  if (!asked) return false
  if (asked.c < 0.045) return colour.c < 0.06 && Math.abs(colour.l - asked.l) < 0.2
  return colour.c > 0.03 && hueDistance(colour.h, asked.h) < 26 && Math.abs(colour.l - asked.l) < 0.3
}

type DrawnGroup = { id: string; nodes: ArtNode[] }

/** The things on the canvas: groups with an id of theirs, and their shapes. */
function readGroups(svg: string): DrawnGroup[] {
  const root: ArtNode = { tag: 'root', attributes: {}, children: [] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const node: ArtNode = { tag: name, attributes: attributes as Record<string, string>, children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => void open.pop())
  parser.write(svg).close()
  const children = root.children[0]?.children ?? []
  const definitions = children.filter(({ tag }) => tag === 'defs')
  return children
    .filter(({ tag, attributes }) => tag === 'g' && /-\d+-\d+$/.test(attributes.id ?? ''))
    .map((group) => ({ id: group.attributes.id ?? '', nodes: [...definitions, ...group.children] }))
}

import { hueDistance, readHex } from '../../../packages/composer/src/colour.ts'
import type { PictureReport } from '../../../packages/composer/src/index.ts'
import { hexOf } from '../../../packages/composer/src/words/colours.ts'
import {
  type CutPicture,
  countOutside,
  countVisible,
  cutPicture,
  measurePixels,
  type Pixels,
  render,
  sidePx,
} from './groups.ts'
import { countShapesOutside } from './outside.ts'
import { isAtSpot, isRelated } from './relations.ts'
import type { Specification } from './specification.ts'

/** The faults of a picture, by the kind of request; an empty list means no fault. */
export type Verdict = Record<
  'nouns' | 'count' | 'colour' | 'part' | 'texture' | 'relation' | 'seen' | 'text' | 'canvas' | 'report',
  string[]
>

/**
 * The share of a thing that must be visible, and the share of its visible pixels that must have its colour.
 */
const seenMin = 0.25
const colouredMin = 0.3
/** By how much colouring a part must increase the share of the thing that has this colour. */
const partMin = 0.004
const partShareMin = 0.03
const texturedMin = 0.08
const outsideMax = 0.02
/** A thousandth of a unit for each thousandth of the em: letters of six units in a diagram of 240. */
const labelScaleMin = 0.006
const contrastMin = 2.2

type Drawn = { noun: string; id: string; pixels: Pixels; order: number; copies: number; colours: Uint8Array }

/**
 * Judges the picture by its named groups and its pixels, never by the composer's report. `isLined`: the style
 * draws with lines on paper, so that a colour is that of the lines or of what they enclose. `plain` is the
 * picture of the same sentence without its part or texture.
 */
export function judgePicture(
  wanted: Specification,
  svg: string | undefined,
  report: PictureReport,
  { isLined = false, plain }: { isLined?: boolean; plain?: string | undefined } = {},
): Verdict {
  const verdict: Verdict = {
    nouns: [],
    count: [],
    colour: [],
    part: [],
    texture: [],
    relation: [],
    seen: [],
    text: [],
    canvas: [],
    report: [],
  }
  if (svg === undefined) {
    verdict.nouns.push('nothing was drawn')
    return verdict
  }
  const outside = countShapesOutside(svg)
  if (outside.wholly + outside.partly > 0)
    verdict.canvas.push(`${outside.wholly} shapes outside, ${outside.partly} across the edge without a clip`)
  const picture = cutPicture(svg)
  const full = render(picture, () => true)
  const drawn = wanted.things.flatMap(({ noun, count, colour }, at) => {
    const same = wanted.things.slice(0, at).filter((thing) => thing.noun === noun).length
    const found = look(picture, full, noun, same, verdict)
    if (!found) return []
    if (found.copies !== count) verdict.count.push(`${found.copies} ${noun} for ${count}`)
    if (colour !== undefined && shareOf(found.colours, colour, isLined) < colouredMin)
      verdict.colour.push(`${noun} is not ${colour}`)
    return [found]
  })
  const [first, second] = drawn
  if (wanted.relation && first && second && !isRelated(wanted.relation, first, second))
    verdict.relation.push(`${first.noun} is not ${wanted.relation} ${second.noun}`)
  if (wanted.spot && first && !isAtSpot(wanted.spot, first.pixels))
    verdict.relation.push(`${first.noun} is not at ${wanted.spot}`)
  if (plain !== undefined && first) judgeDetails(wanted, first, plain, verdict)
  for (const label of wanted.labels ?? []) judgeLabel(picture, wanted.things[0]?.noun ?? '', label, verdict)
  if (wanted.text !== undefined) judgeText(picture, full, wanted.text, verdict)
  if (wanted.leftOut !== undefined && !report.leftOut.some(({ words }) => words === wanted.leftOut))
    verdict.report.push(`"${wanted.leftOut}" is not said to be left out`)
  return verdict
}

function look(
  picture: CutPicture,
  full: Uint8Array,
  noun: string,
  same: number,
  verdict: Verdict,
): Drawn | undefined {
  const slug = noun.replaceAll(/[^a-z0-9]+/g, '-')
  const id = same === 0 ? slug : `${slug}-${same + 1}`
  const order = picture.parts.findIndex((part) => part.id === id)
  const part = picture.parts[order]
  const alone = render(picture, (one) => one === id)
  const pixels = measurePixels(alone)
  if (!part || pixels.count < sidePx * sidePx * 0.001) {
    verdict.nouns.push(`no ${noun}`)
    return undefined
  }
  const visible = countVisible(
    alone,
    full,
    render(picture, (one) => one !== id),
  )
  if (visible < pixels.count * seenMin) verdict.seen.push(`${noun} is hidden`)
  const { width, height } = picture
  const roomy = countOutside(
    render(picture, (one) => one === id, `${-width / 2} ${-height / 2} ${width * 2} ${height * 2}`),
  )
  if (roomy > (pixels.count / 4) * outsideMax + 2) verdict.canvas.push(`${noun} leaves the canvas`)
  const copies = Math.max(1, part.markup.match(new RegExp(`<g id="${id}-copy-\\d+"`, 'g'))?.length ?? 0)
  return { noun, id, pixels, order, copies, colours: alone }
}

/** A coloured part must add its colour, and a texture must change visible pixels. */
function judgeDetails(
  { part, texture }: Specification,
  { id, colours, noun }: Drawn,
  plain: string,
  verdict: Verdict,
): void {
  const before = render(cutPicture(plain), (one) => one === id)
  if (part) {
    const share = shareOf(colours, part.colour, false)
    // A roof that is red in any case adds no red.
    if (share - shareOf(before, part.colour, false) < partMin && share < partShareMin)
      verdict.part.push(`${noun} has no ${part.colour} ${part.part}`)
  }
  if (texture !== undefined) {
    let [all, changed] = [0, 0]
    for (let at = 0; at < colours.length; at += 4) {
      if ((colours[at + 3] ?? 0) < 100) continue
      all += 1
      if (
        [0, 1, 2].some((channel) => Math.abs((colours[at + channel] ?? 0) - (before[at + channel] ?? 0)) > 10)
      )
        changed += 1
    }
    if (changed < all * texturedMin) verdict.texture.push(`${noun} is not of ${texture}`)
  }
}

/**
 * The share of a thing's pixels that has the colour; Ink counts only if black was requested, and the paper of
 * a line drawing only if white was.
 */
function shareOf(pixels: Uint8Array, name: string, isLined: boolean): number {
  const asked = readHex(hexOf(name) ?? '')
  if (!asked) return 0
  let [all, alike] = [0, 0]
  for (let at = 0; at < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) < 250) continue
    const hex = [0, 1, 2].map((channel) => (pixels[at + channel] ?? 0).toString(16).padStart(2, '0'))
    const colour = readHex(`#${hex.join('')}`)
    if (!colour || (colour.l < 0.33 && colour.c < 0.08 && name !== 'black')) continue
    if (isLined && colour.l > 0.97 && name !== 'white') continue
    all += 1
    const isGrey = asked.c < 0.045
    if (
      isGrey
        ? colour.c < 0.06 && Math.abs(colour.l - asked.l) < 0.2
        : colour.c > 0.03 && hueDistance(colour.h, asked.h) < 26 && Math.abs(colour.l - asked.l) < 0.3
    )
      alike += 1
  }
  return all === 0 ? 0 : alike / all
}

/** Requires a group with as many letters as the label, which are large enough. */
function judgeLabel(picture: CutPicture, id: string, label: string, verdict: Verdict): void {
  const part = picture.parts.find((one) => one.id === id)
  const letters = [...label].filter((letter) => letter.trim() !== '').length
  const groups = part?.markup.match(/<g transform="[^"]*scale\([\d.]+\)">(?:<path [^>]*\/>)+<\/g>/g) ?? []
  const found = groups.some(
    (group) =>
      (group.match(/<path /g)?.length ?? 0) === letters &&
      Number(/scale\(([\d.]+)\)/.exec(group)?.[1] ?? 0) >= labelScaleMin,
  )
  if (!found) verdict.text.push(`"${label}" is not in the diagram`)
}

/** Letters must be there, large enough, and differ from what is behind them. */
function judgeText(picture: CutPicture, full: Uint8Array, text: string, verdict: Verdict): void {
  const part = picture.parts.find(({ id }) => /^text/.test(id))
  if (!part) {
    verdict.text.push('there are no letters')
    return
  }
  const letters = [...text].filter((letter) => letter.trim() !== '').length
  const paths = part.markup.match(/<path [^>]*transform=/g)?.length ?? 0
  if (paths < Math.min(letters, 1) || (!/\p{Script=Arabic}/u.test(text) && paths < letters))
    verdict.text.push(`${paths} of ${letters} letters`)
  const without = {
    ...picture,
    parts: picture.parts.map((one) =>
      one === part ? { ...one, markup: one.markup.replaceAll(/<path [^>]*transform=[^>]*>/g, '') } : one,
    ),
  }
  const behind = render(without, () => true)
  let changed = 0
  for (let at = 0; at < full.length; at += 4) {
    const [a, b] = [luminance(full, at), luminance(behind, at)]
    if ((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= contrastMin) changed += 1
  }
  if (changed < (full.length / 4) * 0.004) verdict.text.push('the letters cannot be read')
}

/** On white paper, where the picture has no ground of its own. */
function luminance(pixels: Uint8Array, at: number): number {
  const paper = 255 - (pixels[at + 3] ?? 0)
  const [r, g, b] = [0, 1, 2].map((channel) => (((pixels[at + channel] ?? 0) + paper) / 255) ** 2.2)
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

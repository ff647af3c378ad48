import { Resvg } from '@resvg/resvg-js'
import type { InstructionReading } from '../../../packages/composer/src/index.ts'
import type { OpenComposer } from '../../../packages/composer/src/open-composer.ts'
import { applyEdits } from '../../../packages/svg/src/index.ts'
import { type StoredPicture, sanitize } from './draw-pictures.ts'
import type { Answer } from './read-answer.ts'

/** The share of all pixels that may differ. */
const differentMax = 0.005
/** Tolerance of a channel, of 255; nobody can distinguish such shades. */
const channelMax = 24
const sidePx = 256

export type Verdict = { right: boolean; fault: string; different: number; svg: string; wanted: string }

/**
 * Compares the picture that the reader's edits give with the picture of the answer: by pixels and by size,
 * and for invisible changes by operations and names.
 */
export function judgeReading(
  composer: OpenComposer,
  picture: StoredPicture,
  reading: InstructionReading,
  answer: Answer,
): Verdict {
  const wanted = change(composer, picture, answer)
  const own = change(composer, picture, reading)
  const verdict = (fault: string, different = 1): Verdict => ({
    right: fault === '',
    fault,
    different,
    svg: own.svg,
    wanted: wanted.svg,
  })
  if (wanted.undone.length > 0) return verdict(`the answer is wrong: ${wanted.undone.join('; ')}`)
  if (own.undone.length > 0) return verdict(own.undone.join('; '))
  const isNothing = answer.edits.length === 0 && !answer.plan
  if (isNothing !== (reading.edits.length === 0 && !reading.plan))
    return verdict(isNothing ? 'understood what means nothing' : 'not understood')
  const [a, b] = [pixelsOf(own.svg), pixelsOf(wanted.svg)]
  if (!isAbout(a.width, b.width) || !isAbout(a.height, b.height))
    return verdict(`${a.width} × ${a.height} pixels for ${b.width} × ${b.height}`)
  const different = countDifferent(a.pixels, b.pixels)
  if (different > differentMax)
    return verdict(`${(different * 100).toFixed(1)} % of the pixels differ`, different)
  for (const op of ['simplify', 'rename'] as const)
    if (answer.edits.some((edit) => edit.op === op) !== reading.edits.some((edit) => edit.op === op))
      return verdict(`no ${op}`, different)
  if (answer.edits.some(({ op }) => op === 'rename') && namesOf(own.svg) !== namesOf(wanted.svg))
    return verdict('other names', different)
  return verdict('', different)
}

function change(
  composer: OpenComposer,
  { svg }: StoredPicture,
  { edits, plan }: Answer,
): { svg: string; undone: string[] } {
  const start = plan ? sanitize(composer.drawPlan(plan).pieces.join('')) : svg
  if (edits.length === 0) return { svg: start, undone: [] }
  const result = applyEdits(start, edits)
  const undone = result.outcomes.flatMap((outcome, at) => {
    if (outcome.done || outcome.code === 'color_not_found' || outcome.code === 'nothing_changed') return []
    const edit = edits[at]
    // A setting may have no front.
    if (
      edit?.op === 'remove' &&
      outcome.code === 'no_target' &&
      'id' in edit.target &&
      /^scene-/.test(edit.target.id)
    )
      return []
    return [`${edit?.op}: ${outcome.message}`]
  })
  return { svg: result.svg, undone }
}

const namesOf = (svg: string): string =>
  [...svg.matchAll(/aria-label="([^"]*)"/g)].map(([, name]) => name).join()

/** The picture on white, stretched to a square; `width` and `height` are its own. */
function pixelsOf(svg: string): { width: number; height: number; pixels: Uint8Array } {
  const root = /^<svg [^>]*>/.exec(svg)?.[0] ?? ''
  const side = (name: string) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(root)?.[1] ?? 0)
  const square = root
    .replace(/ (?:width|height|preserveAspectRatio)="[^"]*"/g, '')
    .replace('<svg ', `<svg width="${sidePx}" height="${sidePx}" preserveAspectRatio="none" `)
  const font = { loadSystemFonts: true }
  const rendered = new Resvg(square + svg.slice(root.length), { font, background: '#fff' }).render()
  return { width: side('width'), height: side('height'), pixels: rendered.pixels }
}

/** Boxes of parts are accurate to one percent, and so are pictures that are cropped to them. */
const isAbout = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(a, b) * 0.01

function countDifferent(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return 1
  let different = 0
  for (let at = 0; at < a.length; at += 4)
    if ([0, 1, 2].some((channel) => Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0)) > channelMax))
      different += 1
  return different / (a.length / 4)
}

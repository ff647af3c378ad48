import type { Edit } from '@chatsvg/svg'
import { answerParent } from '../child.ts'
import { measureCalls } from '../measure-calls.ts'
import { createPicture } from '../pictures.ts'

export type EditsTask = { bytes: number; edits: number; measureMs: number }
/** Medians in milliseconds; `cpuMs` is the CPU time of one call. */
export type EditsAnswer = { editedMs: number; sanitisedMs: number; p99Ms: number; cpuMs: number }

const idPrefix = 'bench-'
const picturesCount = 8

answerParent<EditsTask, EditsAnswer>(async ({ bytes, edits: count, measureMs }) => {
  // The built code, as the service runs it.
  const built = new URL('../../packages/svg/dist/index.js', import.meta.url).href
  const { applyEdits, listParts, sanitizeSvg } = (await import(built)) as typeof import('@chatsvg/svg')
  const tasks = Array.from({ length: picturesCount }, (_, seed) => {
    const result = sanitizeSvg(createPicture(bytes, seed), { idPrefix })
    if (!result.ok) throw new Error(`the picture was rejected: ${result.rejection.message}`)
    const parts = listParts(result.svg)
    const edits = Array.from({ length: count }, (_, at): Edit => {
      const part = parts[(at * 7 + seed) % parts.length]
      return createEdit(at + seed, part?.path ?? [0], part?.fill?.startsWith('#') ? part.fill : '#000')
    })
    return { svg: result.svg, edits }
  })
  const edited = measureCalls(tasks, measureMs, ({ svg, edits }) => {
    const { outcomes } = applyEdits(svg, edits, { idPrefix })
    if (!outcomes.some(({ done }) => done)) throw new Error('no edit was applied')
  })
  const sanitised = measureCalls(tasks, measureMs / 2, ({ svg }) => sanitizeSvg(svg, { idPrefix }))
  return { editedMs: edited.p50Ms, sanitisedMs: sanitised.p50Ms, p99Ms: edited.p99Ms, cpuMs: edited.cpuMs }
})

/** Edits of all kinds in turn, as the editor and sentences make them. */
function createEdit(at: number, path: number[], color: string): Edit {
  const target = { path }
  const kinds: Edit[] = [
    { op: 'move', target, x: 3, y: -2 },
    { op: 'paint', target, fill: 'tomato', strokeWidth: 2 },
    { op: 'rotate', target, degrees: 12 },
    { op: 'opacity', target, value: 0.7 },
    { op: 'recolor', from: color, to: 'teal' },
    { op: 'rename', target, name: `part ${at}` },
    { op: 'scale', target: { color }, x: 1.1, y: 1.1 },
    { op: 'reorder', target, to: 'forward' },
    { op: 'duplicate', target, x: 4, y: 4 },
    { op: 'flip', target, axis: 'horizontal' },
  ]
  return kinds[at % kinds.length] ?? { op: 'background', color: 'teal' }
}

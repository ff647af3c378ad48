import { extractSvg, previewOf, sanitizeSvg } from '@chatsvg/svg'
import { sizeOf } from '../../apps/server/src/features/drawing/canvas.ts'
import { idPrefixOf } from '../../apps/server/src/features/drawing/id-prefix.ts'
import {
  containsPromptEcho,
  findFault,
  findStyleFault,
  ModelError,
  type ModelUsage,
  type SvgModel,
  type SvgRequest,
} from '../../apps/server/src/models/index.ts'
import type { PngRenderer } from '../../apps/server/src/platform/png/index.ts'
import { findMissingColours, findNamedColours } from './colours.ts'
import { lookAt } from './look.ts'
import type { Task } from './plan.ts'
import type { Result } from './result.ts'

/** As often as the service publishes a preview. */
const previewIntervalMs = 250

/** A judged answer: `svg` if it could be stored, `fault` if a model should be asked to repair it. */
type Judged = {
  svg: string | null
  fault: string | null
  blank: boolean | null
  clipped: boolean | null
  styleKept: boolean | null
  colourKept: boolean | null
}

/**
 * Draws one picture as the service would, with at most one repair, and measures it. Never throws because of a
 * model.
 */
export async function drawTask(
  { model, renderer }: { model: SvgModel; renderer: PngRenderer },
  task: Task,
  options: { repair: boolean },
  signal: AbortSignal,
): Promise<Result> {
  const startedAtMs = performance.now()
  const { prompt, style, seed } = task
  const usages: ModelUsage[] = []
  let firstPreviewMs: number | null = null
  const read = async (request: SvgRequest) => {
    let answer = ''
    let lookedAtMs = Number.NEGATIVE_INFINITY
    const look = () => {
      lookedAtMs = performance.now()
      if (previewOf(answer, optionsFor(task))) firstPreviewMs = performance.now() - startedAtMs
    }
    for await (const piece of model.streamSvg(request, signal, { onUsage: (usage) => usages.push(usage) })) {
      answer += piece
      if (firstPreviewMs === null && performance.now() - lookedAtMs >= previewIntervalMs) look()
    }
    if (firstPreviewMs === null) look()
    return answer
  }

  const faults: string[] = []
  let failure: string | null = null
  let first: Judged | undefined
  let second: Judged | undefined
  try {
    const answer = await read({ prompt, style, seed })
    first = await judge(renderer, answer, task)
    if (first.fault !== null) faults.push(first.fault)
    if (first.fault !== null && model.canRepair && options.repair) {
      second = await judge(
        renderer,
        await read({ prompt, style, seed, repair: { answer, problem: first.fault } }),
        task,
      )
      if (second.fault !== null) faults.push(second.fault)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ModelError)) throw error
    failure = error.kind
  }
  const kept = chooseBetter(first, second)
  return {
    key: task.key,
    model: model.id,
    prompt,
    style,
    seed,
    svg: kept?.svg ?? null,
    valid: kept?.svg != null,
    firstTry: first?.fault === null,
    repaired: second !== undefined && kept === second,
    faults,
    failure,
    blank: kept?.blank ?? null,
    clipped: kept?.clipped ?? null,
    styleKept: kept?.styleKept ?? null,
    colourKept: kept?.colourKept ?? null,
    bytes: kept?.svg == null ? null : Buffer.byteLength(kept.svg),
    firstPreviewMs,
    totalMs: performance.now() - startedAtMs,
    inputTokens: usages.reduce((total, { inputTokens }) => total + inputTokens, 0),
    outputTokens: usages.reduce((total, { outputTokens }) => total + outputTokens, 0),
    costMicroUsd: usages.some(({ costMicroUsd }) => costMicroUsd === null)
      ? null
      : usages.reduce((total, { costMicroUsd }) => total + (costMicroUsd ?? 0), 0),
  }
}

/** The second answer, unless the first one could be stored and the second is no better. */
function chooseBetter(first: Judged | undefined, second: Judged | undefined): Judged | undefined {
  if (!second || second.svg === null) return first
  return first?.svg != null && second.fault !== null ? first : second
}

/** The same as the service does for a job. */
const optionsFor = (task: Task) => ({ idPrefix: idPrefixOf(task.key), defaultSize: sizeOf({}) })

async function judge(renderer: PngRenderer, answer: string, task: Task): Promise<Judged> {
  const { prompt, style } = task
  const unusable = (fault: string): Judged => ({
    svg: null,
    fault,
    blank: null,
    clipped: null,
    styleKept: null,
    colourKept: null,
  })
  const extracted = extractSvg(answer)
  if (!extracted.ok) return unusable(`there is no whole SVG in it (${extracted.reason})`)
  const sanitised = sanitizeSvg(extracted.svg, optionsFor(task))
  if (!sanitised.ok) return unusable(`${sanitised.rejection.code}: ${sanitised.rejection.message}`)
  if (sanitised.notes.some(({ code }) => code === 'nothing_drawn'))
    return unusable('nothing in it can be drawn')
  const { svg } = sanitised
  if (containsPromptEcho(svg)) return unusable('it repeats the rules instead of drawing')
  const looks = await lookAt(renderer, sanitised)
  if (looks?.blank) return { ...unusable('nothing can be seen in it'), blank: true }
  const named = findNamedColours(prompt)
  return {
    svg,
    fault: looks?.clipped
      ? 'a part of it lies outside the canvas, which is 0 0 256 256'
      : (findFault(sanitised, { style }) ?? null),
    blank: looks ? false : null,
    clipped: looks?.clipped ?? null,
    styleKept: findStyleFault(sanitised, style) === undefined,
    colourKept: looks && named.length > 0 ? findMissingColours(looks.pixels, named).length === 0 : null,
  }
}

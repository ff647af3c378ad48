import {
  type Composer,
  mergeReports,
  nameOf,
  type PictureReport,
  type PlanFault,
  type PlanThing,
  type ScenePlan,
} from '@chatsvg/composer'
import type { AnswerFormat } from '../llm/connected-model.ts'
import type { LlmModelOptions } from '../llm/llm-options.ts'
import { streamAnswer } from '../llm/stream-answer.ts'
import { ModelError, type ModelListener, type SvgRequest } from '../port.ts'
import { buildPlanPrompt } from './plan-prompt.ts'
import { readPlan } from './read-plan.ts'

export type PlanComposer = Pick<Composer, 'drawPlan' | 'readSentence'>

export type DrawPlannedDeps = {
  options: LlmModelOptions
  composer: PlanComposer
  format: AnswerFormat
}

/** A drawing of an answer, or a message for the model about its fault. */
type Outcome =
  | { kind: 'drawn'; pieces: readonly string[]; report: PictureReport; plan: ScenePlan }
  | { kind: 'useless'; faults: readonly PlanFault[]; unknown?: PictureReport }

/**
 * Asks for a plan and draws it; see `createPlannedModel`. Yields only pieces of the picture, and empty ones
 * while the model writes.
 */
export async function* drawPlanned(
  deps: DrawPlannedDeps,
  request: SvgRequest,
  signal: AbortSignal,
  listener: ModelListener = {},
): AsyncGenerator<string> {
  signal.throwIfAborted()
  const outcome = yield* planAndDraw(deps, request, signal, listener)
  if (outcome.kind === 'useless') {
    if (!outcome.unknown) throw new ModelError('empty')
    listener.onReading?.({ report: outcome.unknown })
    throw new ModelError('not_understood')
  }
  listener.onReading?.({ report: outcome.report, plan: outcome.plan })
  for (const piece of outcome.pieces) {
    signal.throwIfAborted()
    yield piece
  }
}

/** What stays the same in both calls. */
type Call = {
  signal: AbortSignal
  listener: ModelListener
  /** The composer's own plan for the words. */
  offline: ScenePlan | undefined
}

async function* planAndDraw(
  deps: DrawPlannedDeps,
  request: SvgRequest,
  signal: AbortSignal,
  listener: ModelListener,
): AsyncGenerator<string, Outcome> {
  const { composer } = deps
  const offline = await composer.readSentence(request)
  const call: Call = { signal, listener, offline: offline.kind === 'plan' ? offline.plan : undefined }
  const answer = yield* readAnswer(deps, request, call)
  const first = await drawAnswer(composer, answer, request, call)
  if (first.kind === 'drawn') return first
  const problem = first.faults
    .slice(0, faultsShownMax)
    .map(({ path, problem }) => [path, problem].join(' ').trim())
    .join('; ')
  await listener.beforeNextCall?.()
  const repaired = yield* readAnswer(deps, { ...request, repair: { answer, problem } }, call)
  const second = await drawAnswer(composer, repaired, request, call)
  return second.kind === 'drawn' ? second : { ...second, unknown: second.unknown ?? first.unknown }
}

const faultsShownMax = 8

/** Returns the answer. Yields only that there is more of it. */
async function* readAnswer(
  { options, composer, format }: DrawPlannedDeps,
  request: SvgRequest,
  { signal, listener, offline }: Call,
): AsyncGenerator<string, string> {
  const asking = {
    buildPrompt: async () => buildPlanPrompt(request, offline),
    format,
    isWhole(answer: string, finish: string | undefined) {
      const { plan, isWhole } = readPlan(answer, request)
      // A model that reaches its token limit has written the most important things first.
      return plan !== undefined && (isWhole || finish === 'length')
    },
  }
  let answer = ''
  let drafted = 0
  let drafts = 0
  for await (const piece of streamAnswer(options, asking, signal, listener.onUsage)) {
    answer += piece
    const isWanted = listener.onDraft && drafts < draftsMax && (listener.isDraftWanted?.() ?? true)
    const written = isWanted && thingsWritten(answer)
    if (written && written.length > drafted) {
      drafted = written.length
      drafts += 1
      const { plan } = readPlan(written, request)
      const drawing = plan && (await composer.drawPlan(plan, signal))
      if (drawing && drawing.report.drawn.length > 0) listener.onDraft?.(drawing.pieces.join(''))
    }
    yield ''
  }
  return answer
}

/** Of one answer. A plan has fewer things, and reading each draft costs time. */
const draftsMax = 24

/** The answer up to the end of the last complete thing, before another thing or the end of the list. */
function thingsWritten(answer: string): string {
  const ends = [...answer.matchAll(/\}(?=\s*(?:,\s*\{|\]))/g)]
  return answer.slice(0, (ends.at(-1)?.index ?? -1) + 1)
}

async function drawAnswer(
  composer: PlanComposer,
  answer: string,
  request: SvgRequest,
  { signal, offline }: Call,
): Promise<Outcome> {
  const read = readPlan(answer, request)
  if (!read.plan) return { kind: 'useless', faults: read.faults }
  let { plan, report } = read
  let drawing = await composer.drawPlan(plan, signal)
  const unknown = new Set(
    drawing.report.leftOut.flatMap(({ words, kind }) => (kind === 'noun' ? [words] : [])),
  )
  if (unknown.size > 0) {
    const known = await Promise.all(
      plan.things.map((thing) => recogniseThing(composer, thing, unknown, request)),
    )
    plan = { ...plan, things: known.map(({ thing }) => thing) }
    report = mergeReports(report, ...known.map(({ report }) => report))
    drawing = await composer.drawPlan(plan, signal)
  }
  const merged = mergeReports(report, drawing.report)
  if (plan.things.length === 0 || drawing.report.drawn.length > 0) {
    const unplanned = await reportUnplanned(composer, offline, plan, request)
    return { kind: 'drawn', pieces: drawing.pieces, report: mergeReports(merged, unplanned), plan }
  }
  const faults = plan.things.map((thing, at) => ({
    path: `things[${at}].concept`,
    problem: `"${nameOf(thing)}" is not known; name something more common`,
  }))
  return { kind: 'useless', faults, unknown: { ...merged, drawn: [] } }
}

/** A name that no drawing has, such as "big oak tree" or "Fuchs", is read like a sentence. */
async function recogniseThing(
  composer: PlanComposer,
  thing: PlanThing,
  unknown: ReadonlySet<string>,
  { style, seed }: SvgRequest,
): Promise<{ thing: PlanThing; report: PictureReport }> {
  const report: PictureReport = { drawn: [], changed: [], leftOut: [] }
  if (!('concept' in thing) || !unknown.has(thing.concept)) return { thing, report }
  const { concept, ...rest } = thing
  const reading = await composer.readSentence({ prompt: concept, style, seed })
  const [found, ...others] = reading.kind === 'plan' ? reading.plan.things : []
  if (!found || others.length > 0) return { thing, report }
  const { place: _, ...named } = found
  const colours = { ...named.colours, ...rest.colours }
  const known = { ...named, ...rest, ...(Object.keys(colours).length > 0 && { colours }) } as PlanThing
  report.changed.push({ words: concept, drawnAs: nameOf(known) })
  return { thing: known, report }
}

/** The nouns that the composer understands and that the model left out of its plan. */
async function reportUnplanned(
  composer: PlanComposer,
  offline: ScenePlan | undefined,
  plan: ScenePlan,
  { style, seed }: SvgRequest,
): Promise<PictureReport> {
  const planned = new Set(plan.things.map(nameOf))
  // A plan may use a synonym.
  const names = await composer.readSentence({ prompt: [...planned].join(', '), style, seed })
  if (names.kind === 'plan') for (const thing of names.plan.things) planned.add(nameOf(thing))
  const isPlanned = (concept: string) =>
    planned.has(concept) || [...planned].some((name) => isKindOf(name, concept))
  const leftOut = (offline?.things ?? []).flatMap((thing) =>
    'concept' in thing && !isPlanned(thing.concept)
      ? [{ words: thing.concept, reason: 'no_room', kind: 'noun' } as const]
      : [],
  )
  return { drawn: [], changed: [], leftOut }
}

/** "oak tree" and "tree" match each other. */
const isKindOf = (one: string, other: string): boolean =>
  one.endsWith(` ${other}`) || other.endsWith(` ${one}`)

import type { AnswerTask, ComputedAnswer, PictureReading, PictureReport } from '../../models/index.ts'
import { type FinishedAnswer, finishSvg, type PictureToFinish } from './finish-answer.ts'

export type AnswerToCompute = PictureToFinish & { work: AnswerTask }

export type FinishedComputed =
  | { kind: 'finished'; reading: PictureReading; finished: FinishedAnswer }
  | { kind: 'not_understood'; report: PictureReport }

type Compute = (input: object) => Promise<ComputedAnswer>

const computing = new Map<string, Promise<Compute>>()

/**
 * Computes the answer of a model, which is an SVG and nothing else, and finishes it, so that it crosses
 * threads once.
 */
export async function finishComputed({ work, ...toFinish }: AnswerToCompute): Promise<FinishedComputed> {
  const compute = await load(work)
  const computed = await compute(work.input)
  if (computed.kind === 'not_understood') return computed
  const { kind: _, pieces, ...reading } = computed
  return { kind: 'finished', reading, finished: finishSvg(pieces.join(''), toFinish) }
}

function load({ module, name }: AnswerTask): Promise<Compute> {
  const id = `${module}#${name}`
  const known = computing.get(id)
  if (known) return known
  const loading = import(module).then((exported) => exported[name] as Compute)
  computing.set(id, loading)
  loading.catch(() => computing.delete(id))
  return loading
}

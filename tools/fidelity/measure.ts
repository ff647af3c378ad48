import { finishAnswer } from '../../src/features/generations/finish-answer.ts'
import { type SvgNote, sanitizeSvg } from '../../src/svg/index.ts'
import type { Compared } from './comparison.ts'
import type { Source } from './sources.ts'

/** A source with what the policy makes of it. */
export type Prepared = {
  group: string
  file: string
  source: string
  /** By `sanitizeSvg` alone; undefined when it refused. */
  sanitised: string | undefined
  /** As it is stored when a model answers with it; undefined when it is refused. */
  finished: string | undefined
  /** Why either is missing. */
  refusal: string | undefined
  notes: SvgNote[]
  sanitiseMs: number
  finishMs: number
}

/** What is told about a file. Sizes in bytes of UTF-8. */
export type Measured = Omit<Prepared, 'source' | 'sanitised' | 'finished'> & {
  sourceBytes: number
  sanitisedBytes: number | undefined
  finishedBytes: number | undefined
} & Compared

export async function prepare({ group, file, read }: Source): Promise<Prepared> {
  const source = await read()
  const start = performance.now()
  const sanitised = sanitizeSvg(source)
  const sanitiseMs = performance.now() - start
  const finished = await finishAnswer(source)
  const finishMs = performance.now() - start - sanitiseMs
  const refusal = sanitised.ok
    ? finished.ok
      ? undefined
      : `finish: ${finished.reason} ${finished.problem}`
    : `${sanitised.rejection.code}: ${sanitised.rejection.message}`
  return {
    group,
    file,
    source,
    sanitised: sanitised.ok ? sanitised.svg : undefined,
    finished: finished.ok ? finished.svg : undefined,
    refusal,
    notes: sanitised.ok ? sanitised.notes : [],
    sanitiseMs: round(sanitiseMs),
    finishMs: round(finishMs),
  }
}

const round = (ms: number) => Math.round(ms * 100) / 100

export function describe(prepared: Prepared, compared: Compared): Measured {
  const { source, sanitised, finished, ...rest } = prepared
  return {
    ...rest,
    sourceBytes: Buffer.byteLength(source),
    sanitisedBytes: sanitised === undefined ? undefined : Buffer.byteLength(sanitised),
    finishedBytes: finished === undefined ? undefined : Buffer.byteLength(finished),
    ...compared,
  }
}

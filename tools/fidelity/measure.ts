import { type SvgNote, sanitizeSvg } from '@chatsvg/svg'
import type { Compared } from './comparison.ts'
import type { Source } from './sources.ts'

/** A source and the policy's result for it. */
export type Prepared = {
  group: string
  file: string
  source: string
  /** Undefined if it was rejected. */
  sanitised: string | undefined
  /** Why it is missing. */
  refusal: string | undefined
  notes: SvgNote[]
  sanitiseMs: number
}

/** What is reported about a file. Sizes in bytes of UTF-8. */
export type Measured = Omit<Prepared, 'source' | 'sanitised'> & {
  sourceBytes: number
  sanitisedBytes: number | undefined
} & Compared

export async function prepare({ group, file, read }: Source): Promise<Prepared> {
  const source = await read()
  const start = performance.now()
  const sanitised = sanitizeSvg(source)
  const sanitiseMs = performance.now() - start
  return {
    group,
    file,
    source,
    sanitised: sanitised.ok ? sanitised.svg : undefined,
    refusal: sanitised.ok ? undefined : `${sanitised.rejection.code}: ${sanitised.rejection.message}`,
    notes: sanitised.ok ? sanitised.notes : [],
    sanitiseMs: round(sanitiseMs),
  }
}

const round = (ms: number) => Math.round(ms * 100) / 100

export function describe(prepared: Prepared, compared: Compared): Measured {
  const { source, sanitised, ...rest } = prepared
  return {
    ...rest,
    sourceBytes: Buffer.byteLength(source),
    sanitisedBytes: sanitised === undefined ? undefined : Buffer.byteLength(sanitised),
    ...compared,
  }
}

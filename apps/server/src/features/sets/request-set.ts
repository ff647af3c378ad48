import { createHash } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { FieldRules } from '../../platform/http/index.ts'
import {
  type Accepted,
  type Asking,
  acceptPictures,
  jobErrors,
  type PicturesToAccept,
  promptRules,
  type RequestGenerationDeps,
} from '../jobs/index.ts'
import { setErrors } from './errors.ts'

/** A request for a set as its schema has checked it. */
export type SetRequest = {
  prompts: string[]
  style: string
  /** Colours as `#rrggbb`. */
  palette?: string[] | undefined
  /** In units of a canvas of 256. */
  strokeWidth?: number | undefined
  model?: string | undefined
  privacy?: boolean | undefined
}

const { minLength, maxLength } = jobErrors.invalid_prompt

export const promptsRules: FieldRules<string[]> = {
  read: (given) =>
    Array.isArray(given) ? given.map((one: unknown) => (typeof one === 'string' ? one.trim() : one)) : given,
  problems: { type: setErrors.invalid_prompts, minLength, maxLength },
  async refuse(prompts) {
    for (const prompt of prompts) {
      const refused = await promptRules.refuse?.(prompt)
      if (refused) return refused
    }
    return undefined
  },
}

/** Accepts the pictures of a set, as `acceptPictures` says. */
export function requestSet(
  deps: RequestGenerationDeps,
  caller: Asking,
  request: SetRequest,
  idempotencyKey?: string,
): Promise<Accepted> {
  return acceptPictures(deps, caller, describeSet(request), idempotencyKey)
}

/** The pictures of a new set. Their batch is the set. */
export function describeSet(request: SetRequest): PicturesToAccept {
  const { prompts, style, model, privacy, palette, strokeWidth } = request
  const options = {
    background: 'none',
    ...(palette && { palette }),
    set: strokeWidth === undefined ? {} : { strokeWidth },
  }
  const parameters = [
    'set',
    prompts,
    style,
    model ?? null,
    privacy ?? false,
    palette ?? null,
    strokeWidth ?? null,
  ]
  const requestHash = createHash('sha256').update(JSON.stringify(parameters)).digest('hex')
  return { prompts, style, model, privacy, options, setId: uuidv7(), requestHash }
}

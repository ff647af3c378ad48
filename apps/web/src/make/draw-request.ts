import { createIdempotencyKey, type Job } from '../api/index.ts'
import { backgrounds, type Draft, shapes } from './draft-state.ts'

export type DrawRequest = Pick<Draft, 'prompt' | 'style' | 'model' | 'privacy' | 'count'> & {
  options: NonNullable<Job['options']>
  /** The id of a picture from which the new ones must differ. */
  variationOf?: string
  /** A repeated request with the same key creates no new jobs. */
  key: string
}

type Asked = Pick<Draft, 'prompt' | 'style' | 'model' | 'privacy' | 'count'>

/** The options of the draft besides its prompt. */
export function optionsOf({ shape, background, palette }: Draft): DrawRequest['options'] {
  const [size, ground] = [shapes[shape], backgrounds[background]]
  return {
    ...size,
    ...(ground && { background: ground }),
    ...(palette.length > 0 && { palette: [...palette] }),
  }
}

export const createRequest = (
  { prompt, style, model, privacy, count }: Asked,
  options: Job['options'],
): DrawRequest => ({
  prompt: prompt.trim(),
  style,
  model,
  privacy,
  count,
  options: options ?? {},
  key: createIdempotencyKey(),
})

/** The request of these jobs, as far as the jobs contain it. */
export const requestOf = ({ prompt, style, model, privacy, options }: Job, count: number): DrawRequest => ({
  prompt,
  style: style as DrawRequest['style'],
  model,
  privacy,
  count,
  options: options ?? {},
  key: createIdempotencyKey(),
})

/** Whether the requests are equal, except for their keys. */
export const isSameRequest = (one: DrawRequest, other: DrawRequest): boolean =>
  one.prompt === other.prompt &&
  one.style === other.style &&
  one.model === other.model &&
  one.privacy === other.privacy &&
  one.count === other.count &&
  one.variationOf === other.variationOf &&
  JSON.stringify(one.options) === JSON.stringify(other.options)

import { createIdempotencyKey, type Job } from '../api/index.ts'
import type { Draft } from './draft-state.ts'

export type DrawRequest = Pick<Draft, 'prompt' | 'style' | 'model' | 'privacy' | 'count'> & {
  /** A repetition of the request with the same key begins nothing new. */
  key: string
}

export const createRequest = ({ prompt, style, model, privacy, count }: Draft): DrawRequest => ({
  prompt: prompt.trim(),
  style,
  model,
  privacy,
  count,
  key: createIdempotencyKey(),
})

/** The request that jobs were made for, as far as they tell. */
export const requestOf = ({ prompt, style, model, privacy }: Job, count: number): DrawRequest => ({
  prompt,
  style: style as DrawRequest['style'],
  model,
  privacy,
  count,
  key: createIdempotencyKey(),
})

/** Whether both ask for the same, whatever their keys. */
export const isSameRequest = (one: DrawRequest, other: DrawRequest): boolean =>
  one.prompt === other.prompt &&
  one.style === other.style &&
  one.model === other.model &&
  one.privacy === other.privacy &&
  one.count === other.count

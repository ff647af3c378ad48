import { ApiError, createKey, type Job } from '../api/index.ts'
import type { Draft } from './draft.ts'

export type DrawRequest = Pick<Draft, 'prompt' | 'style' | 'model' | 'privacy' | 'count'> & {
  /** A repetition of the request with the same key starts nothing new. */
  key: string
}

export const createRequest = ({ prompt, style, model, privacy, count }: Draft): DrawRequest => ({
  prompt: prompt.trim(),
  style,
  model,
  privacy,
  count,
  key: createKey(),
})

/** The request of jobs that were found. */
export const requestOf = ({ prompt, style, model, privacy }: Job, count: number): DrawRequest => ({
  prompt,
  style: style as DrawRequest['style'],
  model,
  privacy,
  count,
  key: createKey(),
})

/** Whether both request the same, whatever their keys. */
export const isSameWish = (one: DrawRequest, other: DrawRequest): boolean =>
  one.prompt === other.prompt &&
  one.style === other.style &&
  one.model === other.model &&
  one.privacy === other.privacy &&
  one.count === other.count

/** There was no refusal: the service may have accepted the request, and charged for it. */
export const isUnanswered = (problem: unknown): boolean =>
  !(problem instanceof ApiError) || problem.status >= 500

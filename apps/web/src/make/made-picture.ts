import type { Job } from '../api/index.ts'
import type { ActedPicture } from '../picture/index.ts'
import { isStyle } from '../picture/index.ts'
import { readDraft } from './draft.ts'
import { createRequest, type DrawRequest } from './draw-request.ts'

/** A finished picture on the canvas. */
export type MadePicture = ActedPicture & Pick<Job, 'report' | 'options'> & { svg: string }

export function pictureOf(job: Job | undefined): MadePicture | undefined {
  if (!job?.generation) return undefined
  const { report, options } = job
  return { ...job.generation, ...(report && { report }), ...(options && { options }) }
}

/**
 * Requests variations of this picture: different pictures with the same prompt, style, model, privacy and
 * options. The draft stays as it is.
 */
export function requestLike(picture: MadePicture, count: number): DrawRequest {
  const { prompt, privacy, model, options } = picture
  const style = isStyle(picture.style) ? picture.style : readDraft().style
  return { ...createRequest({ prompt, style, privacy, model, count }, options), variationOf: picture.id }
}

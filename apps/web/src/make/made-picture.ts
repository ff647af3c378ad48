import type { Job } from '../api/index.ts'
import type { ActedPicture } from '../picture/index.ts'
import { isStyle } from '../picture/index.ts'
import { readDraft } from './draft.ts'
import { createRequest, type DrawRequest } from './draw-request.ts'

/** A finished picture on the canvas. */
export type MadePicture = ActedPicture & { svg: string }

export const pictureOf = (job: Job | undefined): MadePicture | undefined => job?.generation ?? undefined

/**
 * Asks for more of a picture: its sentence, style, model and privacy. What is being written meanwhile stays
 * as it is.
 */
export function requestLike(picture: ActedPicture, count: number): DrawRequest {
  const { prompt, privacy, model } = picture
  const style = isStyle(picture.style) ? picture.style : readDraft().style
  return createRequest({ prompt, style, privacy, model, count })
}

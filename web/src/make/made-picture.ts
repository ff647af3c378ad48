import type { Job } from '../api/index.ts'
import type { ActedPicture } from '../picture/index.ts'
import { changeDraft, readDraft } from './draft.ts'
import { createRequest, type DrawRequest } from './drawing.ts'
import { isStyle } from './samples.ts'

/** A finished picture on the table. */
export type MadePicture = ActedPicture & { svg: string }

export const pictureOf = (job: Job | undefined): MadePicture | undefined => job?.generation ?? undefined

/** Asks for more of a picture: its sentence, style, model and privacy, which become the draft, too. */
export function requestLike(picture: ActedPicture, count: number): DrawRequest {
  const { prompt, style, privacy, model } = picture
  changeDraft({ prompt, privacy, ...(isStyle(style) && { style }) })
  return createRequest({ ...readDraft(), model, count })
}

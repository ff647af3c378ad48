import { composePicture, type Picture } from './compose.ts'
import { findReferenceIcons } from './references.ts'
import type { ComposerRequest, ReferenceIcon } from './request.ts'
import { openStudio } from './studio.ts'

/** The composer once its code and art are loaded. Pure CPU from here on. */
export type Workshop = {
  compose(request: ComposerRequest): Picture
  findReferences(request: ComposerRequest): ReferenceIcon[]
}

export async function openWorkshop(): Promise<Workshop> {
  const studio = await openStudio()
  return {
    compose: (request) => composePicture(studio, request),
    findReferences: (request) => findReferenceIcons(studio, request),
  }
}

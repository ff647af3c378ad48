import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { createClientTurns } from '../../platform/limits/index.ts'
import { galleryErrors, listVisible, type RenderPng, rendererBusy, renderOrNone } from '../gallery/index.ts'
import type { Exporter } from './export-picture.ts'
import { namePictures } from './file-names.ts'
import { exportLimits } from './limits.ts'
import type { PictureToArchive } from './pack-pictures.ts'

export type ArchivePicturesDeps = { db: Db; render: RenderPng; exporter: Pick<Exporter, 'archivePictures'> }

/**
 * Makes archives, at most one of a user and few in all at the same time: each holds all of its pictures in
 * memory until it is packed.
 *
 * @returns a function that throws AppError `svg_not_found` when the user may not see all of the pictures, and
 * `service_unavailable` when too many archives are waiting.
 */
export function createArchiver(deps: ArchivePicturesDeps) {
  const { archivesAtOnceMax, archivesOfClientMax, waitingMax } = exportLimits
  const [ofUser, ofAll] = [
    createClientTurns({ atOnceMax: 1, waitingMax: archivesOfClientMax - 1, refusal: rendererBusy }),
    createClientTurns({ atOnceMax: archivesAtOnceMax, waitingMax, refusal: rendererBusy }),
  ]
  return (userId: string, ids: readonly string[]): Promise<Buffer> =>
    ofUser.takeTurn(userId, () => ofAll.takeTurn('all', () => archivePictures(deps, userId, ids)))
}

/**
 * Pictures as one archive, in the order of their ids. They are rendered one after the other, so that an
 * archive occupies the renderer with one picture at a time.
 */
async function archivePictures(
  { db, render, exporter }: ArchivePicturesDeps,
  userId: string,
  ids: readonly string[],
): Promise<Buffer> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))]
  const rows = new Map((await listVisible(db, wanted, userId)).map((row) => [row.id, row]))
  const found = wanted.flatMap((id) => rows.get(id) ?? [])
  if (found.length < wanted.length) throw new AppError(galleryErrors.svg_not_found.any)
  const names = namePictures(found.map(({ prompt }) => prompt))
  const pictures: PictureToArchive[] = []
  for (const [at, { svg }] of found.entries()) {
    const png = await renderOrNone(render, svg, userId)
    pictures.push({ file: names[at]?.file ?? String(at), svg, ...(png && { png }) })
  }
  return exporter.archivePictures(pictures, userId)
}

import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { galleryErrors, listVisible, type RenderPng, renderOrNone } from '../gallery/index.ts'
import type { Exporter } from './export-picture.ts'
import { namePictures } from './file-names.ts'
import type { PictureToArchive } from './pack-pictures.ts'

export type ArchivePicturesDeps = { db: Db; render: RenderPng; exporter: Pick<Exporter, 'archivePictures'> }

/**
 * Pictures as one archive, in the order of their ids. They are rendered one after the other, so that an
 * archive occupies the renderer with one picture at a time.
 *
 * @throws AppError `svg_not_found` unless the user may see all of them.
 */
export async function archivePictures(
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

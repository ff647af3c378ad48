import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { ObjectStorageError } from '../../platform/object-storage/index.ts'

/** Columns of a picture's row that say where its SVG is. */
export type StoredText = { svg: string | null; svgObject: string | null; bytes: number }

const retryAfterSeconds = '5'

/**
 * The SVG of a picture, compared with its hash.
 *
 * @throws AppError `service_unavailable` when its object is missing or cannot be read now. The cause is
 *   logged.
 */
export async function readText(db: Db, { svg, svgObject, bytes }: StoredText): Promise<string> {
  if (svg !== null) return svg
  try {
    if (svgObject === null) throw new Error('a picture has no SVG')
    if (!db.objects)
      throw new ObjectStorageError('a picture is in an object storage, and S3_ENDPOINT is not set')
    return await db.objects.get(svgObject, bytes)
  } catch (cause) {
    if (!(cause instanceof ObjectStorageError)) throw cause
    throw new AppError(platformErrors.service_unavailable, {
      cause,
      headers: { 'retry-after': retryAfterSeconds },
    })
  }
}

/** Rows with their SVGs, in the same order. */
export async function readTexts<Row extends StoredText>(
  db: Db,
  rows: readonly Row[],
): Promise<(Omit<Row, 'svg' | 'svgObject'> & { svg: string })[]> {
  const texts = await Promise.all(rows.map((row) => readText(db, row)))
  return rows.map(({ svgObject: _, svg: __, ...row }, at) => ({ ...row, svg: texts[at] ?? '' }))
}

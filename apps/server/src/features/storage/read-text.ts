import type { Db } from '../../platform/db/index.ts'
import { AppError, platformErrors } from '../../platform/errors/index.ts'
import { ObjectMissingError, ObjectStorageError } from '../../platform/object-storage/index.ts'
import { storageErrors } from './errors.ts'
import { textMissed } from './metric-events.ts'

/** Columns of a picture's row that say where its SVG is. */
export type StoredText = { svg: string | null; svgObject: string | null; bytes: number }

const retryAfterSeconds = '5'

/**
 * The SVG of a picture, compared with its hash.
 *
 * @throws AppError `svg_unavailable` when its object is missing or has other bytes, which the object storage
 *   logs; `service_unavailable` when it cannot be read now. The cause is logged.
 */
export async function readText(db: Db, { svg, svgObject, bytes }: StoredText): Promise<string> {
  if (svg !== null) return svg
  try {
    if (svgObject === null) throw new Error('a picture has no SVG')
    if (!db.objects)
      throw new ObjectStorageError('a picture is in an object storage, and S3_ENDPOINT is not set')
    return await db.objects.get(svgObject, bytes)
  } catch (cause) {
    if (cause instanceof ObjectMissingError) {
      textMissed.publish({})
      throw new AppError(storageErrors.svg_unavailable, { cause })
    }
    if (!(cause instanceof ObjectStorageError)) throw cause
    throw new AppError(platformErrors.service_unavailable, {
      cause,
      headers: { 'retry-after': retryAfterSeconds },
    })
  }
}

/** The SVG of a picture as `readText` reads it; null when its object is missing or has other bytes. */
export const findText = (db: Db, stored: StoredText): Promise<string | null> =>
  readText(db, stored).catch((error: unknown) => {
    if (error instanceof AppError && error.cause instanceof ObjectMissingError) return null
    throw error
  })

/** Rows with their SVGs, in the same order, without those whose object is missing or has other bytes. */
export async function readTexts<Row extends StoredText>(
  db: Db,
  rows: readonly Row[],
): Promise<(Omit<Row, 'svg' | 'svgObject'> & { svg: string })[]> {
  const texts = await Promise.all(rows.map((row) => findText(db, row)))
  return rows.flatMap(({ svgObject: _, svg: __, ...row }, at) => {
    const svg = texts[at] ?? null
    return svg === null ? [] : [{ ...row, svg }]
  })
}

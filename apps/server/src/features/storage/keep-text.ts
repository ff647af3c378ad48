import { type Db, isUnavailable } from '../../platform/db/index.ts'
import { nameObject, ObjectStorageError } from '../../platform/object-storage/index.ts'
import { reachFailpoint } from './failpoints.ts'
import { textKept } from './metric-events.ts'
import { claimObject } from './store.ts'

/** Where the SVG of a picture is, for its row: in `svg`, or in the object with the key `svgObject`. */
export type TextPlace =
  | { svg: string; svgObject: null; bytes: number }
  | { svg: null; svgObject: string; bytes: number }

/** How SVGs are named and typed in the bucket. */
export const svgObjectOptions = {
  prefix: 'svg/',
  suffix: '.svg',
  contentType: 'image/svg+xml; charset=utf-8',
}

/**
 * Stores the SVG of a picture whose row is about to be written. The row must be written soon, with this
 * place. The place is the row itself if there is no object storage, or if it does not work now: then a
 * picture is stored all the same, and `pictures move` moves it later.
 */
export async function keepText(db: Db, svg: string): Promise<TextPlace> {
  if (!db.objects?.takesNew) return inRow(svg)
  try {
    const place = await keepAsObject(db, svg)
    textKept.publish({ place: place.svg === null ? 'object' : 'row' })
    return place
  } catch (error) {
    if (!(error instanceof ObjectStorageError) && !isUnavailable(error)) throw error
    textKept.publish({ place: 'row' })
    return inRow(svg)
  }
}

export const inRow = (svg: string): TextPlace => ({ svg, svgObject: null, bytes: Buffer.byteLength(svg) })

/**
 * Writes the object for a row that is about to be written. @returns the row itself, while an object of this
 * name is being deleted.
 *
 * @throws ObjectStorageError
 */
export async function keepAsObject(db: Db, svg: string): Promise<TextPlace> {
  const { objects } = db
  if (!objects) throw new ObjectStorageError('S3_ENDPOINT is not set')
  const key = nameObject(svg)
  if (!(await claimObject(db, key, svg))) return inRow(svg)
  reachFailpoint('object.claimed')
  await objects.put(svg)
  reachFailpoint('object.written')
  return { svg: null, svgObject: key, bytes: Buffer.byteLength(svg) }
}

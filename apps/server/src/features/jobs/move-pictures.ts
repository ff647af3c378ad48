import type { Db } from '../../platform/db/index.ts'
import { ObjectStorageError } from '../../platform/object-storage/index.ts'
import { inRow, keepAsObject, readText } from '../storage/index.ts'
import { reachFailpoint } from './failpoints.ts'
import { listNextToMove, type MovedPicture, recordMove } from './move-store.ts'

export type MovePlace = 's3' | 'database'

export type MoveReport = {
  /** Rows of pictures. */
  looked: number
  moved: number
  bytes: number
  /** Deleted, or moved by somebody else, in the meantime. */
  passed: number
  /** Pictures that cannot be read or whose object could not be written. They are where they were. */
  failed: { id: string; reason: string }[]
}

/** In a statement: SVGs have up to half a megabyte. */
const batchRows = 100
const movesAtOnce = 8
/** More failures than this end the command: then something is wrong with the storage. */
const failuresMax = 20
const firstId = '00000000-0000-0000-0000-000000000000'

/**
 * Moves the SVGs of all pictures to the object storage or back, while the service runs. Each is written at
 * its new place, read there and compared before its row changes, in one statement, so it can be read at any
 * moment. When it is interrupted, a second run passes over what is moved. Pictures that are made meanwhile
 * are stored where the service is configured to store them.
 *
 * @param onProgress called with the report so far, after each batch.
 * @throws Error after too many failures, with the reason of the last one.
 */
export async function movePictures(
  db: Db,
  to: MovePlace,
  signal: AbortSignal,
  onProgress: (report: MoveReport) => void = () => {},
): Promise<MoveReport> {
  const report: MoveReport = { looked: 0, moved: 0, bytes: 0, passed: 0, failed: [] }
  for (let after = firstId; ; ) {
    signal.throwIfAborted()
    const range = { after, rowsMax: batchRows, fromObjects: to === 'database' }
    const { last, looked, pictures } = await listNextToMove(db, range)
    for (let at = 0; at < pictures.length; at += movesAtOnce) {
      signal.throwIfAborted()
      await Promise.all(
        pictures.slice(at, at + movesAtOnce).map((picture) => moveOne(db, to, picture, report)),
      )
      if (report.failed.length > failuresMax)
        throw new Error(`too many pictures could not be moved; the last one: ${report.failed.at(-1)?.reason}`)
    }
    report.looked += looked
    onProgress(report)
    if (looked < batchRows) return report
    after = last
  }
}

async function moveOne(db: Db, to: MovePlace, picture: MovedPicture, report: MoveReport): Promise<void> {
  try {
    const svg = await readText(db, picture)
    const place = to === 's3' ? await keepAsObject(db, svg) : inRow(svg)
    if (to === 's3' && place.svg !== null)
      throw new ObjectStorageError('an object of its name was deleted in the last 20 minutes')
    if ((await readText(db, place)) !== svg) throw new ObjectStorageError('it was read back with other bytes')
    reachFailpoint('move.written')
    if (!(await recordMove(db, picture, place))) report.passed += 1
    else {
      report.moved += 1
      report.bytes += picture.bytes
    }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    if (!(cause instanceof ObjectStorageError)) throw error
    report.failed.push({ id: picture.id, reason: cause.message })
  }
}

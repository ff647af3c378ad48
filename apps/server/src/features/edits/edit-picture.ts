import type { EditOutcome } from '@chatsvg/svg'
import { uuidv7 } from 'uuidv7'
import { type Db, isUuid, type Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { idPrefixIn, idPrefixOf } from '../drawing/index.ts'
import { findVisible, galleryErrors, type VisibleRow } from '../gallery/index.ts'
import { assertRoom, insertVersion, lockTree, type StoredGeneration } from '../jobs/index.ts'
import { keepText, type TextPlace } from '../storage/index.ts'
import { editErrors } from './errors.ts'
import { explainFailure, findRefusal } from './explain-failure.ts'
import { applyEditsTask } from './thread-tasks.ts'
import { type Written, writeOnce } from './write-once.ts'

/** `runTask`: of a pool for edits alone (`editLimits`), so that costly ones delay nothing else. */
export type EditPictureDeps = { db: Db; runTask: ThreadPool['run'] }

type Asking = {
  userId: string
  apiKeyId?: string | undefined
  key: string | undefined
  pictureId: string
}

/**
 * Applies edits to a picture, as a new version of the user's own picture, or as the first version of a new
 * tree if the picture belongs to another user. Either all edits are applied or none.
 *
 * @param edits untrusted.
 * @throws AppError `svg_not_found`, `picture_removed`, `invalid_edits`, `no_such_part`, `edit_not_possible`,
 * `nothing_changed`, `edits_too_costly`, `too_many_versions`, `idempotency_key_reused`.
 */
export function editPicture(
  { db, runTask }: EditPictureDeps,
  { userId, apiKeyId, key, pictureId }: Asking,
  { edits, privacy = false }: { edits: readonly unknown[]; privacy?: boolean | undefined },
): Promise<Written<{ outcomes: EditOutcome[] }>> {
  const parameters = ['edits', pictureId, JSON.stringify(edits), String(privacy)]
  return writeOnce(db, { userId, key, parameters }, async () => {
    const { svg, outcomes } = await applyTo({ db, runTask }, { userId, pictureId }, edits)
    const text = await keepText(db, svg)
    const write = (tx: Tx) => addVersion(tx, { userId, apiKeyId, parentId: pictureId, text, privacy })
    return { made: { outcomes }, write }
  })
}

/**
 * Checks whether `editPicture` would apply the edits now. Nothing is written.
 *
 * @throws AppError as `editPicture` would.
 */
export async function checkEdits(
  deps: EditPictureDeps,
  asking: Omit<Asking, 'key'>,
  edits: readonly unknown[],
): Promise<void> {
  await applyTo(deps, asking, edits)
  await assertRoom(deps.db, asking.pictureId, asking.userId)
}

async function applyTo(
  { db, runTask }: EditPictureDeps,
  { userId, pictureId }: Omit<Asking, 'key'>,
  edits: readonly unknown[],
): Promise<{ svg: string; outcomes: EditOutcome[] }> {
  const { svg: before } = await readChangeable(db, pictureId, userId)
  const input = { svg: before, edits, idPrefix: idPrefixIn(before) ?? idPrefixOf(pictureId) }
  const applied = await runTask(applyEditsTask, input, undefined, userId).catch((error: unknown) => {
    throw isTimeout(error) ? new AppError(editErrors.edits_too_costly, { cause: error }) : error
  })
  if (!applied.ok) throw explainFailure(applied)
  const { svg, outcomes } = applied
  const refusal = findRefusal(outcomes)
  if (refusal) throw refusal
  if (svg === before) throw new AppError(editErrors.nothing_changed)
  return { svg, outcomes }
}

/**
 * Restores an earlier version of one of the user's pictures: adds a new version with the same bytes.
 *
 * @throws AppError `svg_not_found`, `picture_removed`, `too_many_versions`, `idempotency_key_reused`.
 */
export function restoreVersion(
  { db }: Pick<EditPictureDeps, 'db'>,
  { userId, apiKeyId, key, pictureId }: Asking,
): Promise<Written<object>> {
  return writeOnce(db, { userId, key, parameters: ['restore', pictureId] }, async () => {
    const { svg, userId: ownerId } = await readChangeable(db, pictureId, userId)
    if (ownerId !== userId) throw new AppError(galleryErrors.svg_not_found.any)
    const text = await keepText(db, svg)
    const write = (tx: Tx) => addVersion(tx, { userId, apiKeyId, parentId: pictureId, text, privacy: false })
    return { made: {}, write }
  })
}

/**
 * A picture that the user may change.
 *
 * @throws AppError `svg_not_found`, `picture_removed`.
 */
export async function readChangeable(db: Db, pictureId: string, userId: string): Promise<VisibleRow> {
  const picture = isUuid(pictureId) ? await findVisible(db, pictureId, userId) : undefined
  if (!picture) throw new AppError(galleryErrors.svg_not_found.any)
  if (picture.removedAt) throw new AppError(galleryErrors.picture_removed)
  return picture
}

async function addVersion(
  tx: Tx,
  {
    apiKeyId,
    text,
    ...version
  }: Pick<Asking, 'userId' | 'apiKeyId'> & { parentId: string; text: TextPlace; privacy: boolean },
): Promise<StoredGeneration> {
  const { parentId, userId } = version
  await lockTree(tx, parentId)
  await assertRoom(tx, parentId, userId)
  const made = {
    jobId: null,
    requestedBy: apiKeyId ?? null,
    model: null,
    instruction: null,
    plan: null,
    creditsUsed: 0,
  }
  const row = await insertVersion(tx, { ...made, ...text, ...version, id: uuidv7() })
  if (!row) throw new AppError(galleryErrors.svg_not_found.any)
  return row
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError'

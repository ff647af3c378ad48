import { createHash } from 'node:crypto'
import type { Db } from '../../platform/db/index.ts'
import {
  type Accepted,
  type Asking,
  acceptPictures,
  findRepeated,
  type PicturesToAccept,
  type RequestGenerationDeps,
} from '../jobs/index.ts'
import { readChangeable } from './edit-picture.ts'

export type ChangeRequest = {
  instruction: string
  /** The id of a model; the registry says which one serves it. */
  model?: string | undefined
  /** Privacy of the new picture. A version of a private picture is always private. */
  privacy?: boolean | undefined
}

/**
 * Accepts a job that changes a picture as a sentence says, as `acceptPictures` does. The new picture is a
 * version of the changed one, or the first version of a new tree if the changed one belongs to another user.
 *
 * @throws AppError `svg_not_found`, `picture_removed`, and those of `acceptPictures`.
 */
export async function requestChange(
  requesting: RequestGenerationDeps,
  caller: Asking,
  pictureId: string,
  request: ChangeRequest,
  idempotencyKey?: string,
): Promise<Accepted> {
  const { db } = requesting
  // This is checked first: a repeated request gets its job even if the picture has been deleted since.
  const repeated = await findRepeated(db, caller.userId, idempotencyKey, hashChange(pictureId, request))
  if (repeated) return repeated
  const change = await describeChange(db, caller.userId, pictureId, request)
  return acceptPictures(requesting, caller, change, idempotencyKey)
}

/**
 * The picture that a change makes.
 *
 * @throws AppError `svg_not_found`, `picture_removed`.
 */
export async function describeChange(
  db: Db,
  userId: string,
  pictureId: string,
  request: ChangeRequest,
): Promise<PicturesToAccept> {
  const picture = await readChangeable(db, pictureId, userId)
  const { instruction, model, privacy = false } = request
  return {
    prompts: [instruction],
    style: picture.style,
    model,
    privacy: privacy || picture.privacy,
    options: null,
    parentId: pictureId,
    requestHash: hashChange(pictureId, request),
  }
}

function hashChange(pictureId: string, { instruction, model, privacy = false }: ChangeRequest): string {
  const parameters = ['change', pictureId, instruction, model ?? null, privacy]
  return createHash('sha256').update(JSON.stringify(parameters)).digest('hex')
}

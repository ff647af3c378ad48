import { createHash } from 'node:crypto'
import { type Accepted, acceptPictures, findRepeated, type RequestGenerationDeps } from '../jobs/index.ts'
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
  caller: Parameters<typeof acceptPictures>[1],
  pictureId: string,
  { instruction, model, privacy = false }: ChangeRequest,
  idempotencyKey?: string,
): Promise<Accepted> {
  const { db } = requesting
  const parameters = ['change', pictureId, instruction, model ?? null, privacy]
  const requestHash = createHash('sha256').update(JSON.stringify(parameters)).digest('hex')
  // This is checked first: a repeated request gets its job even if the picture has been deleted since.
  const repeated = await findRepeated(db, caller.userId, idempotencyKey, requestHash)
  if (repeated) return repeated
  const picture = await readChangeable(db, pictureId, caller.userId)
  const { style } = picture
  const change = { prompts: [instruction], style, model, options: null, parentId: pictureId, requestHash }
  return acceptPictures(
    requesting,
    caller,
    { ...change, privacy: privacy || picture.privacy },
    idempotencyKey,
  )
}

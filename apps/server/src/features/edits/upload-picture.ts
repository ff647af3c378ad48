import type { SvgNote } from '@chatsvg/svg'
import { uuidv7 } from 'uuidv7'
import type { Moderation } from '../../models/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { cutCharacters, hasControlCharacters } from '../../platform/text/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { idPrefixOf } from '../drawing/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import { insertPicture, jobErrors } from '../jobs/index.ts'
import { keepText } from '../storage/index.ts'
import { editErrors, titleChars } from './errors.ts'
import { sanitizeUploadTask } from './thread-tasks.ts'
import { type Written, writeOnce } from './write-once.ts'

export type UploadPictureDeps = { db: Db; runTask: ThreadPool['run']; moderation: Moderation }

export type Upload = {
  svg: string
  title?: string | undefined
  style?: string | undefined
  privacy?: boolean | undefined
}

/** The value of `model` for uploads. */
const uploaded = 'upload'
const styleUsual = 'flat'
const titleUsual = 'Uploaded picture'

/**
 * Stores an uploaded SVG, rewritten by the policy. Its prompt is the given title, or the title in the file.
 *
 * @throws AppError `svg_rejected` with position and reason, `forbidden_prompt`, `picture_removed` for public
 * content that an administrator has taken down, `idempotency_key_reused`.
 */
export function uploadPicture(
  { db, runTask, moderation }: UploadPictureDeps,
  {
    userId,
    apiKeyId = null,
    key,
  }: { userId: string; apiKeyId?: string | null | undefined; key: string | undefined },
  { svg: source, title, style = styleUsual, privacy = false }: Upload,
): Promise<Written<{ notes: SvgNote[] }>> {
  const parameters = ['upload', source, JSON.stringify([title ?? null, style, privacy])]
  return writeOnce(db, { userId, key, parameters }, async () => {
    const id = uuidv7()
    const upload = { source, idPrefix: idPrefixOf(id), title: title ?? '' }
    const sanitized = await runTask(sanitizeUploadTask, upload, undefined, userId)
    if (!sanitized.ok) {
      const { message, ...where } = sanitized.rejection
      throw new AppError(editErrors.svg_rejected, {
        details: [{ path: '/svg', message }],
        members: { rejection: { message, ...where } },
      })
    }
    const { svg, notes } = sanitized
    const prompt = title ?? readTitle(sanitized.title)
    const { allowed } = await moderation.check(prompt)
    if (!allowed) throw new AppError(jobErrors.forbidden_prompt)
    const text = await keepText(db, svg)
    const write = async (tx: Tx) => {
      const picture = { id, userId, requestedBy: apiKeyId, prompt, style, model: uploaded, privacy, ...text }
      const row = await insertPicture(tx, picture)
      // The database keeps private what an administrator has taken down.
      if (row.privacy !== privacy) throw new AppError(galleryErrors.picture_removed)
      return row
    }
    return { made: { notes }, write }
  })
}

/** The title of a file, in one line; it may be any text. */
function readTitle(written: string): string {
  const title = cutCharacters(written.replaceAll(/\s+/g, ' ').trim(), titleChars.max)
  return title === '' || hasControlCharacters(title, 'one line') ? titleUsual : title
}

import { createHmac } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { hasControlCharacters, isBlank, isTooLong } from '../../platform/text/index.ts'
import { insertReport, type ReportReason } from './report-store.ts'

export const reportTextCharsMax = 500

/** An account, or the address of a visitor. */
export type Reporter = { kind: 'user' | 'address'; id: string }

/**
 * Reports a public picture to the administrators. A second report by the same reporter, while the first is
 * open, does nothing. Only an HMAC of the reporter is stored.
 *
 * @throws AppError `svg_not_found`, also for a private picture; `invalid_report`.
 */
export async function reportPicture(
  { db, key }: { db: Db; key: Uint8Array },
  { kind, id }: Reporter,
  input: { pictureId: string; reason: ReportReason; text?: string | undefined },
): Promise<void> {
  const text = readText(input.text)
  const reporterKey = createHmac('sha256', key).update(`${kind}\n${id}`).digest('base64url')
  const isPublic =
    isUuid(input.pictureId) &&
    (await insertReport(db, {
      id: uuidv7(),
      pictureId: input.pictureId,
      reporterKey,
      reason: input.reason,
      text,
    }))
  if (!isPublic) throw new AppError('svg_not_found', 'SVG not found')
}

function readText(given = ''): string | null {
  if (hasControlCharacters(given, 'many lines'))
    throw new AppError('invalid_report', 'Text contains characters that are not allowed')
  if (isBlank(given)) return null
  const text = given.trim()
  if (isTooLong(text, reportTextCharsMax))
    throw new AppError('invalid_report', `Text is too long (max ${reportTextCharsMax} characters)`)
  return text
}

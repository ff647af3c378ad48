import { uuidv7 } from 'uuidv7'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError, type ErrorKind } from '../../platform/errors/index.ts'
import { readOptionalText } from '../../platform/http/index.ts'
import { hasControlCharacters, isTooLong } from '../../platform/text/index.ts'
import { galleryErrors, reportTextCharsMax } from './errors.ts'
import { insertReport, type ReportReason } from './report-store.ts'

/**
 * Reports a public picture to the administrators. A second report by the same reporter, while the first is
 * open, does nothing. Only an HMAC of the reporter is stored.
 *
 * @throws AppError `svg_not_found`, also for a private picture; `invalid_report`.
 */
export async function reportPicture(
  db: Db,
  input: { pictureId: string; reporterKey: string; reason: ReportReason; text?: string | undefined },
): Promise<void> {
  const isPublic =
    isUuid(input.pictureId) &&
    (await insertReport(db, {
      id: uuidv7(),
      pictureId: input.pictureId,
      reporterKey: input.reporterKey,
      reason: input.reason,
      text: input.text ?? null,
    }))
  if (!isPublic) throw new AppError(galleryErrors.svg_not_found.any)
}

/** A text of control characters alone looks blank; it is refused, not ignored. */
export const readReportText = (given: unknown): unknown =>
  typeof given === 'string' && hasControlCharacters(given, 'many lines') ? given : readOptionalText(given)

/** What the schema of a report cannot say of its text. */
export function refuseReportText(text: string): ErrorKind | undefined {
  if (isTooLong(text, reportTextCharsMax)) return galleryErrors.invalid_report.maxLength
  return hasControlCharacters(text, 'many lines') ? galleryErrors.invalid_report.controls : undefined
}

import type { Moderation } from '../../models/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { authorErrors } from './errors.ts'

/**
 * Moderates texts that others may read, as prompts are moderated.
 *
 * @throws AppError `forbidden_text`.
 */
export async function refuseForbiddenText(
  moderation: Moderation,
  texts: readonly (string | null | undefined)[],
): Promise<void> {
  const written = texts.filter(Boolean).join('\n')
  if (written === '') return
  const { allowed } = await moderation.check(written)
  if (!allowed) throw new AppError(authorErrors.forbidden_text)
}

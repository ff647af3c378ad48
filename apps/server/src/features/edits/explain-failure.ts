import type { EditOutcome } from '@chatsvg/svg'
import { AppError } from '../../platform/errors/index.ts'
import type { AppliedEdits } from './apply-edits-task.ts'
import { editErrors } from './errors.ts'

const isMissing = (code: string) => code === 'no_target' || code === 'color_not_found'

/** Why no edit was applied at all. @throws Error for a fault of ours. */
export function explainFailure({ code, message, at = '' }: Extract<AppliedEdits, { ok: false }>): AppError {
  const details = [{ path: `/edits${at}`, message }]
  if (code === 'bad_edits') return new AppError(editErrors.invalid_edits.edit, { details })
  if (code === 'refused') return new AppError(editErrors.edit_not_possible, { details })
  throw new Error(`a stored picture cannot be edited: ${code}`)
}

/**
 * An edit that changes nothing because all is as it says is no failure; one that cannot be done is.
 *
 * @returns undefined when all edits were done.
 */
export function findRefusal(outcomes: readonly EditOutcome[]): AppError | undefined {
  const failed = outcomes.flatMap((outcome, at) =>
    outcome.done || outcome.code === 'nothing_changed' ? [] : [{ at, ...outcome }],
  )
  const [first] = failed
  if (!first) return undefined
  const details = failed.map(({ at, message }) => ({ path: `/edits/${at}`, message }))
  return new AppError(isMissing(first.code) ? editErrors.no_such_part : editErrors.edit_not_possible, {
    details,
    members: { reasons: failed.map(({ at, code }) => ({ edit: at, code })) },
  })
}

import type { EditOutcome } from '@chatsvg/svg'
import { AppError } from '../../platform/errors/index.ts'
import type { AppliedEdits } from './apply-edits-task.ts'
import { editErrors } from './errors.ts'

const isMissing = (code: string) => code === 'no_target' || code === 'color_not_found'

/** The error for a request of which no edit was applied. @throws Error for a fault of the service. */
export function explainFailure({ code, message, at = '' }: Extract<AppliedEdits, { ok: false }>): AppError {
  const details = [{ path: `/edits${at}`, message }]
  if (code === 'bad_edits') return new AppError(editErrors.invalid_edits.edit, { details })
  if (code === 'refused') return new AppError(editErrors.edit_not_possible, { details })
  throw new Error(`a stored picture cannot be edited: ${code}`)
}

/**
 * An edit that has no effect because the picture already has the requested state is not a failure. An edit
 * that cannot be done is one.
 *
 * @returns undefined if all edits were done.
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

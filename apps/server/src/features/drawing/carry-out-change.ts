import { applyEdits, type Edit, EditsError, sanitizeSvg } from '@chatsvg/svg'
import { describeParts } from '../../models/index.ts'
import { renewDescription } from './describe-groups.ts'
import { findStrayChange } from './find-stray-change.ts'

export type ChangeToCarryOut = {
  /** As the policy wrote it; all its ids have this prefix. */
  svg: string
  idPrefix: string
  /** A new drawing to which the edits apply, untrusted. */
  redrawn: string | undefined
  /** Untrusted. */
  edits: readonly unknown[]
  /** Whether one failed edit makes the whole change fail; otherwise the other edits are applied. */
  isStrict: boolean
}

/** The picture as the policy writes it; or the problem, in words for the model. */
export type CarriedOut = { ok: true; svg: string } | { ok: false; problem: string }

export const listPartsForModel = (picture: { svg: string; idPrefix: string }): string =>
  describeParts(picture)

/** A model that needs more than these has not understood the language. */
const editsMax = 60
/**
 * Maximum of characters that all edits read together. Each edit reads the whole picture, at some megabytes a
 * second, so this limits the time in the thread to a few seconds.
 */
const charsReadMax = 10_000_000

/** Applies a model's edits one by one, and checks after each edit that it changed nothing else. */
export function carryOutChange({ svg, idPrefix, redrawn, edits, isStrict }: ChangeToCarryOut): CarriedOut {
  if (edits.length > editsMax) return fail(`there are more than ${editsMax} edits`)
  let current = svg
  if (redrawn !== undefined) {
    const sanitized = sanitizeSvg(redrawn, { idPrefix })
    if (!sanitized.ok) return fail(sanitized.rejection.message)
    current = sanitized.svg
  }
  const problems: string[] = []
  let charsRead = 0
  for (const [at, edit] of edits.entries()) {
    if (charsRead + (edits.length - at) * current.length > charsReadMax)
      return fail(`there are more than ${Math.floor(charsReadMax / current.length)} edits of a large picture`)
    charsRead += current.length
    const applied = applyOne(current, edit, idPrefix)
    const problem =
      'problem' in applied ? applied.problem : findStrayChange(current, applied.svg, edit as Edit)
    if (problem !== undefined) problems.push(`edits[${at}]: ${problem}`)
    else if ('svg' in applied) current = applied.svg
  }
  if (isStrict && problems.length > 0) return fail(problems.slice(0, problemsShownMax).join('; '))
  if (current === svg) return fail(problems[0] ?? 'the edits change nothing')
  return { ok: true, svg: redrawn === undefined ? renewDescription(svg, current) : current }
}

const problemsShownMax = 8

const fail = (problem: string): CarriedOut => ({ ok: false, problem })

function applyOne(svg: string, edit: unknown, idPrefix: string): { svg: string } | { problem: string } {
  try {
    const { svg: edited, outcomes } = applyEdits(svg, [edit] as Edit[], { idPrefix })
    const [outcome] = outcomes
    return outcome === undefined || outcome.done || outcome.code === 'nothing_changed'
      ? { svg: edited }
      : { problem: outcome.message }
  } catch (error) {
    if (error instanceof EditsError) return { problem: error.message }
    throw error
  }
}

import { applyEdits, type Edit, type EditOutcome, EditsError, type EditsErrorCode } from '@chatsvg/svg'
import { renewDescription } from '../drawing/index.ts'

/** `edits` is untrusted. `idPrefix` is that of the ids in the picture. */
export type EditsToApply = { svg: string; edits: readonly unknown[]; idPrefix: string }

export type AppliedEdits =
  | { ok: true; svg: string; outcomes: EditOutcome[] }
  | { ok: false; code: EditsErrorCode; message: string; at: string | undefined }

export function applyEditsToPicture({ svg, edits, idPrefix }: EditsToApply): AppliedEdits {
  try {
    const { svg: edited, outcomes } = applyEdits(svg, edits as readonly Edit[], { idPrefix })
    return { ok: true, svg: renewDescription(svg, edited), outcomes }
  } catch (error) {
    if (!(error instanceof EditsError)) throw error
    const { code, message, at } = error
    return { ok: false, code, message, at }
  }
}

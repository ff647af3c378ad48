import type { SvgRejection } from '../report.ts'
import type { OutcomeCode } from './edit.ts'

export type EditsErrorCode =
  /** The edits are not of the language. */
  | 'bad_edits'
  /** The policy did not write the text. */
  | 'not_a_picture'
  /** The ids of the picture do not begin with the prefix. */
  | 'bad_id_prefix'
  /** The policy refuses the edited picture because it is too large or too expensive to draw. */
  | 'refused'

/** Why no edit was applied at all. */
export class EditsError extends Error {
  override readonly name = 'EditsError'
  readonly code: EditsErrorCode
  /** Only for `bad_edits`: the position of the fault as a JSON pointer: `/3/target/color`. */
  readonly at: string | undefined
  /** Only for `refused`. */
  readonly rejection: SvgRejection | undefined

  constructor(code: EditsErrorCode, message: string, more: { at?: string; rejection?: SvgRejection } = {}) {
    super(message)
    this.code = code
    this.at = more.at
    this.rejection = more.rejection
  }
}

/** Thrown when one edit changes nothing; caught by `applyEdits`. */
export class NotDone extends Error {
  readonly code: OutcomeCode

  constructor(code: OutcomeCode, message: string) {
    super(message)
    this.code = code
  }
}

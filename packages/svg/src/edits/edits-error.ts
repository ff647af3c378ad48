import type { SvgRejection } from '../report.ts'
import type { OutcomeCode } from './edit.ts'

export type EditsErrorCode =
  /** The edits are not of the language. */
  | 'bad_edits'
  /** The text is not what the policy writes. */
  | 'not_a_picture'
  /** The ids of the picture do not begin with the prefix. */
  | 'bad_id_prefix'
  /** The policy refuses what the edits make of the picture: it is too large, or too much to draw. */
  | 'refused'

/** Why no edit was applied at all. */
export class EditsError extends Error {
  override readonly name = 'EditsError'
  readonly code: EditsErrorCode
  /** Of `bad_edits`: where, as a JSON pointer: `/3/target/color`. */
  readonly at: string | undefined
  /** Of `refused`. */
  readonly rejection: SvgRejection | undefined

  constructor(code: EditsErrorCode, message: string, more: { at?: string; rejection?: SvgRejection } = {}) {
    super(message)
    this.code = code
    this.at = more.at
    this.rejection = more.rejection
  }
}

/** Why one edit changed nothing; caught where edits are applied. */
export class NotDone extends Error {
  readonly code: OutcomeCode

  constructor(code: OutcomeCode, message: string) {
    super(message)
    this.code = code
  }
}

import type { RejectionCode } from '@chatsvg/svg'

/** What is wrong with an answer, for metrics: the policy's code, or one of these. */
export type UnusableReason =
  | RejectionCode
  | 'no_svg'
  | 'nothing_drawn'
  | 'answer_too_long'
  | 'prompt_echo'
  | 'cannot_be_rendered'
  | 'bad_look'
  | 'bad_edits'

/** The model's answer was not a picture that can be stored. The message is for the model. */
export class UnusablePictureError extends Error {
  readonly reason: UnusableReason

  constructor(reason: UnusableReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** The image cannot be traced to a picture that can be stored: it is damaged, blank, or too detailed. */
export class UntraceableError extends Error {
  /** Whether nothing of the image can be seen. */
  readonly isBlank: boolean

  constructor(message: string, { isBlank = false } = {}) {
    super(message)
    this.isBlank = isBlank
  }
}

/** The job has used its time, over all its attempts. */
export class DrawingTimeoutError extends Error {
  /** Whether the model sent nothing at all in the last attempt. */
  readonly wasSilent: boolean

  constructor(wasSilent: boolean) {
    super('the picture ran out of time')
    this.wasSilent = wasSilent
  }
}

/** The daily limit of model costs is reached. */
export class SpendLimitError extends Error {
  constructor() {
    super('the daily limit of model costs is reached')
  }
}

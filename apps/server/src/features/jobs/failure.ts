import { ModelError, type ModelErrorKind } from '../../models/index.ts'
import {
  DrawingTimeoutError,
  SpendLimitError,
  UntraceableError,
  UnusablePictureError,
} from '../drawing/index.ts'
import { versionsMax } from './bounds.ts'
import type { JobErrorCode } from './job-lease-store.ts'
import { ParentGoneError, TreeFullError } from './success-store.ts'

/** Why an attempt failed, in the terms of the wire contract. */
export type Failure = {
  code: JobErrorCode
  /** For the user; vendors' texts stay in the log. */
  message: string
  retryable: boolean
  /**
   * For the operator: a fault of the service, or of the configuration of its models. Absent for faults of a
   * model or its vendor.
   */
  isOurs?: true
  /** The model's answer to this prompt was not a usable picture, although everything else works. */
  isUseless?: true
  /** The delay that the vendor asked for. */
  retryAfterMs?: number
}

const creditIsBack = 'Your credit has been returned.'

const byKind: Record<ModelErrorKind, { code: JobErrorCode; message: string }> = {
  rate_limited: {
    code: 'OPENAI_RATE_LIMIT',
    message: `The model is busy at the moment. ${creditIsBack} Try again in a minute.`,
  },
  unavailable: {
    code: 'GENERATION_FAILED',
    message: `The model could not be reached. ${creditIsBack} Try again later.`,
  },
  timeout: {
    code: 'TIMEOUT',
    message: `The model took too long to answer. ${creditIsBack} Try again later.`,
  },
  refused: { code: 'REFUSED', message: `The model declined this request. ${creditIsBack} Try other words.` },
  rejected: {
    code: 'GENERATION_FAILED',
    message: `The model's server did not accept this request. ${creditIsBack} Try again later, or choose another model.`,
  },
  model_not_found: {
    code: 'OPENAI_MODEL_NOT_FOUND',
    message: `This model is not available. ${creditIsBack} Choose another one, such as the composer.`,
  },
  credentials: {
    code: 'OPENAI_PERMISSION',
    message: `This model is not available at the moment. ${creditIsBack} Choose another one, such as the composer.`,
  },
  context_length: {
    code: 'VALIDATION_ERROR',
    message: `The request, or the picture that it asks for, is too long for this model. ${creditIsBack} Ask for something simpler, or choose another model.`,
  },
  not_understood: {
    code: 'NOT_UNDERSTOOD',
    message: `No word of this sentence names a thing that the composer can draw. ${creditIsBack} Name one, such as "a red fox under a tree", or choose another model.`,
  },
  empty: {
    code: 'GENERATION_FAILED',
    message: `The model gave no picture. ${creditIsBack} Try again, or use other words.`,
  },
}

const spent = `This model has drawn as much as it may today. ${creditIsBack} Choose another one, such as the composer, or try again tomorrow.`

/** @param isChange the job changes a picture instead of drawing a new one. */
export function describeFailure(error: unknown, { isChange = false } = {}): Failure {
  const failure = describeAny(error)
  return isChange && failure.code === 'NOT_UNDERSTOOD'
    ? { ...failure, message: changeNotUnderstood }
    : failure
}

function describeAny(error: unknown): Failure {
  if (error instanceof ModelError) {
    return {
      ...byKind[error.kind],
      retryable: error.retryable,
      ...(isMisconfigured(error) && { isOurs: true as const }),
      ...(uselessKinds.includes(error.kind) && { isUseless: true as const }),
      ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    }
  }
  if (error instanceof DrawingTimeoutError)
    return { ...byKind.timeout, retryable: false, ...(!error.wasSilent && { isUseless: true as const }) }
  if (error instanceof SpendLimitError) return { ...byKind.model_not_found, message: spent, retryable: false }
  if (error instanceof ParentGoneError) return parentGone
  if (error instanceof TreeFullError) return treeFull
  if (error instanceof UntraceableError) return error.isBlank ? blank : untraceable
  if (error instanceof UnusablePictureError) {
    return {
      code: 'VALIDATION_ERROR',
      message: `The model's picture could not be used. ${creditIsBack} Try again, or use other words.`,
      retryable: true,
      isUseless: true,
    }
  }
  return {
    code: 'GENERATION_FAILED',
    message: `Something went wrong on our side. ${creditIsBack} Try again.`,
    retryable: true,
    isOurs: true,
  }
}

const changeNotUnderstood = `This change could not be made: the picture does not have the part that it names, or it is not clear how to change it. ${creditIsBack} Name a part or a colour, such as "make the roof blue".`

const untraceable: Failure = {
  code: 'VALIDATION_ERROR',
  message: `This image could not be traced: it is damaged, or has too much detail. ${creditIsBack} Try it smaller, or with less detail.`,
  retryable: false,
}

const blank: Failure = {
  ...untraceable,
  message: `There is nothing to trace in this image: it is transparent, or has only tiny specks. ${creditIsBack} Choose an image that shows something.`,
}

/** The picture was deleted, or made private by its owner, while the job waited or ran. */
const parentGone: Failure = {
  code: 'GENERATION_FAILED',
  message: `The picture that was to be changed is gone. ${creditIsBack}`,
  retryable: false,
}

const treeFull: Failure = {
  code: 'VALIDATION_ERROR',
  message: `The picture has ${versionsMax} versions by now. ${creditIsBack} Delete some of them first.`,
  retryable: false,
}

/** The model has answered, and the answer costs as much as a picture. */
const uselessKinds: readonly ModelErrorKind[] = ['refused', 'empty', 'context_length']

/** The vendor does not know the model, or refuses the key. A model that was disabled here has no cause. */
const isMisconfigured = ({ kind, cause }: ModelError) =>
  (kind === 'model_not_found' || kind === 'credentials') && cause !== undefined

/** The vendor was down for as long as a job may wait for it. */
export const vendorDown: Failure = { ...byKind.unavailable, retryable: false }

export const exhausted: Failure = {
  code: 'GENERATION_FAILED',
  message: `The picture could not be finished. ${creditIsBack} Try again.`,
  retryable: false,
  isOurs: true,
}

const retryAfterMaxMs = 5 * 60_000

/**
 * The delay before the next attempt: doubles from `backoffMs`, with up to half of it added at random, so that
 * jobs which failed together are not retried together. It is at least as long as the vendor asked for.
 *
 * @param random a number from 0 up to, not including, 1.
 */
export function backoffFor(failure: Failure, attempt: number, backoffMs: number, random: number): number {
  const exponential = backoffMs * 2 ** Math.min(attempt - 1, 10)
  const jittered = exponential * (1 + random / 2)
  return Math.round(Math.max(jittered, Math.min(failure.retryAfterMs ?? 0, retryAfterMaxMs)))
}

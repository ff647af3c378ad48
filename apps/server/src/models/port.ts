/**
 * The contract between the service and the models: a prompt goes in, SVG text streams out, failures are
 * typed. Adapters translate their vendor's errors into `ModelError`; callers decide only by `kind` and
 * `retryable`.
 */

import type { InstructionReport, ScenePlan, SvgStyle } from '@chatsvg/composer'

export { type ScenePlan, type SvgStyle, styles } from '@chatsvg/composer'

/** The options of a request. */
export type PictureOptions = {
  /** In pixels, 16 to 4096, in a ratio of at most 4 to 1. Both or neither. Default 256 x 256. */
  width?: number
  height?: number
  /** `auto`, which is the default, `none`, or a colour as `#rrggbb`. */
  background?: string
  /** 1 to 8 colours as `#rrggbb`, which the picture keeps to. */
  palette?: string[]
  trace?: TraceOptions
  /** One picture of a set: its subject alone, as large as the others', with strokes of one width. */
  set?: PictureOfSet
}

/** Settings of a picture that is traced from an image instead of being drawn by a model. */
export type TraceOptions = {
  /** The id of the stored image. */
  imageId: string
  detail: 'low' | 'medium' | 'high'
  /** The maximum of colours; ignored if the request has a palette. */
  colors?: number
}

export type PictureOfSet = {
  /** In units of a canvas of 256. Absent: as the style has it. */
  strokeWidth?: number
}

export type SvgRequest = PictureOptions & {
  /**
   * What the user typed, untrusted, 3 to 500 characters by the wire contract; adapters must handle any
   * input.
   */
  prompt: string
  style: SvgStyle
  /**
   * Unsigned 32-bit. The same prompt, style and seed may give the same picture; a new seed requests a
   * variation.
   */
  seed: number
  /**
   * The model's own earlier answer to this request, and its fault: the model must answer with the whole
   * corrected picture.
   */
  repair?: { answer: string; problem: string }
}

/**
 * The usage of one call. Money is in millionths of a US dollar, whole, rounded up; null if no price is known.
 */
export type ModelUsage = {
  /** Input tokens, including the cached part. */
  inputTokens: number
  /** Output tokens, including thinking. */
  outputTokens: number
  costMicroUsd: number | null
  /**
   * The vendor reported nothing, because the call ended early or it never does: estimated from the
   * characters.
   */
  estimated: boolean
}

/** Which words of a sentence are in the picture, or what they changed. */
export type PictureReport = InstructionReport

/** How a model understood a request: what is in its picture, and what is not. */
export type PictureReading = {
  report: PictureReport
  /** The plan that the picture is drawn from; absent when nothing was understood. */
  plan?: ScenePlan
}

/** The function `name` of a module, which a thread calls with `input`. It returns a `ComputedAnswer`. */
export type AnswerTask = { module: string; name: string; input: object }

export type ComputedAnswer =
  | ({ kind: 'picture'; pieces: readonly string[] } & PictureReading)
  | { kind: 'not_understood'; report: PictureReport }

/** Callbacks of one request to a model. They must not throw, except for `beforeNextCall`. */
export type ModelListener = {
  /**
   * Called at most once for each call of the vendor, when it has ended and before the iteration ends or
   * throws, if the call used something that a vendor may charge for, also after failures and aborts. Models
   * without a price never call it.
   */
  onUsage?(usage: ModelUsage): void
  /**
   * Awaited before every call of the vendor after the first one that the model makes for this request. If it
   * rejects, the call is not made, and the request fails with this error.
   */
  beforeNextCall?(): Promise<void>
  /** Called at most once, before the first piece with text or the error. Only models that plan call it. */
  onReading?(reading: PictureReading): void
  /** Called with a complete picture of the things planned so far, after each thing of the plan. */
  onDraft?(svg: string): void
  /** Whether anybody would see a draft now. Absent: always. */
  isDraftWanted?(): boolean
}

/** A stored picture, and what to change in it. */
export type ChangeRequest = {
  /** What the user typed, untrusted; adapters must handle any input. */
  instruction: string
  /**
   * The picture as the policy wrote it, with the plan from which it was drawn, unless it was changed since.
   * If it was changed by instructions alone, `history` has the version with the plan, and the instructions
   * since, the oldest first.
   */
  picture: {
    svg: string
    plan: ScenePlan | null
    history?: { svg: string; plan: ScenePlan; instructions: readonly string[] }
  }
  /** Lists the parts of the picture, for models whose prompt contains them. */
  describeParts: () => Promise<string>
  /** The model's earlier answer to this request, and the fault of that answer. */
  repair?: { answer: string; problem: string }
}

/** The proposal of a model: untrusted edits, which may not fit, or an unreadable answer. */
export type ChangeProposal = (
  | {
      edits: readonly unknown[]
      /** SVG text of a new drawing to which the edits apply, if the whole picture is drawn again. */
      redrawn?: string
    }
  | {
      problem: string
      /** The model proposes no change. */
      isEmpty?: true
    }
) & {
  /** The model's text, for a repair; absent for a model that would give the same answer again. */
  answer?: string
}

/** Callbacks of one call. They must not throw. */
export type ChangeListener = ModelListener & {
  /** The characters of the answer so far. */
  onText?(chars: number): void
}

export interface SvgModel {
  readonly id: string
  readonly name: string
  readonly provider: string
  /**
   * Whether another call with `repair` can help. False for a model that always draws the same for a request.
   */
  readonly canRepair: boolean
  /**
   * Draws the same picture as `streamSvg`, synchronously. Only models have it for which drawing is free and
   * takes milliseconds. Callers may draw several pictures to compare them.
   *
   * @throws ModelError `not_understood`.
   */
  drawAtOnce?(request: SvgRequest): Promise<string>
  /**
   * The whole answer of `streamSvg` as work for a thread, so that a caller can continue with it there. Only
   * models have it that compute their answers and have no use for previews.
   */
  answerTask?(request: SvgRequest): AnswerTask
  /** Whether the model has a known price above 0. */
  readonly isPriced: boolean
  /**
   * Yields pieces of the answer as they arrive, and empty ones while something else arrives that leads to it.
   * The text is untrusted and may contain more than an SVG: the caller extracts and sanitises. Throws
   * `ModelError`; when `signal` aborts, throws the signal's reason instead.
   */
  streamSvg(request: SvgRequest, signal: AbortSignal, listener?: ModelListener): AsyncIterable<string>
  /**
   * Proposes edits of a stored picture. Throws `ModelError`, `not_understood` if no word of the instruction
   * was understood; when `signal` aborts, the signal's reason instead.
   */
  proposeChange(
    request: ChangeRequest,
    signal: AbortSignal,
    listener?: ChangeListener,
  ): Promise<ChangeProposal>
}

export const modelErrorKinds = [
  'rate_limited',
  'unavailable',
  'timeout',
  'refused',
  'rejected',
  'model_not_found',
  'credentials',
  'context_length',
  'empty',
  'not_understood',
] as const

export type ModelErrorKind = (typeof modelErrorKinds)[number]

/** Whether a later attempt with the same request has a fair chance, unless the vendor says otherwise. */
const retryableByKind = {
  rate_limited: true,
  unavailable: true,
  timeout: true,
  refused: false,
  rejected: false,
  model_not_found: false,
  credentials: false,
  context_length: false,
  empty: true,
  not_understood: false,
} as const satisfies Record<ModelErrorKind, boolean>

export class ModelError extends Error {
  readonly kind: ModelErrorKind
  readonly retryable: boolean
  /** The delay that the vendor asked for. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: ModelErrorKind,
    details: { cause?: unknown; retryable?: boolean; retryAfterMs?: number } = {},
  ) {
    super(`The model failed: ${kind}`, { cause: details.cause })
    this.name = 'ModelError'
    this.kind = kind
    this.retryable = details.retryable ?? retryableByKind[kind]
    this.retryAfterMs = details.retryAfterMs
  }
}

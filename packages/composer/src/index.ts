/**
 * composer: draws a picture for a sentence, offline and deterministically. Reads a sentence into a
 * `ScenePlan` (things, number, colour, place, scene) and draws plans, with drawings of the icon sets that npm
 * installed and with its own. It draws only what it is sure about. It leaves everything else out, and its
 * report says so.
 *
 * Nothing is loaded before the first use, or before `warmUp`. Art is read by byte offset from one file, which
 * `compile/` makes from the packages once (`art/find-art-file.ts` says where).
 */
import { setTimeout as pause } from 'node:timers/promises'
import {
  type ComposeTask,
  createRemoteEngine,
  describeCompose,
  type Engine,
  localEngine,
  type RunTask,
} from './engine.ts'
import type { DrawingStyle, ScenePlan } from './plan/scene-plan.ts'
import type { PictureReport } from './report/report.ts'
import type { ComposerRequest } from './request.ts'

export type { ComposeTask, Engine, RunTask } from './engine.ts'
export type {
  InstructedPicture,
  InstructionReading,
  InstructionReport,
} from './instructions/read-instruction.ts'
export type { Composed } from './open-composer.ts'
export * from './plan/scene-plan.ts'
export { type DrawingStyle as SvgStyle, drawingStyleNames as styles } from './plan/scene-plan.ts'
export { type PlanFault, type PlanResult, validatePlan } from './plan/validate-plan.ts'
export type { ReadOptions, SentenceReading } from './reading/read-sentence.ts'
export type { Reference as ReferenceIcon } from './references.ts'
export { type LeftOutKind, type LeftOutReason, mergeReports, type PictureReport } from './report/report.ts'
export type { ComposerRequest } from './request.ts'

export type ComposerOptions = {
  /** Pause between pieces, so that a person can watch the picture grow. Default 0. */
  delayMs?: number
  /**
   * Runs the composer elsewhere, such as in a thread pool. By default it runs in the calling thread, for some
   * milliseconds per picture.
   */
  run?: RunTask
}

/** Thrown by the model's stream when no noun of the sentence is known: nothing was drawn. */
export class NotUnderstoodError extends Error {
  readonly kind = 'not_understood'
  readonly report: PictureReport

  constructor(report: PictureReport) {
    super('No word of the sentence names anything that can be drawn')
    this.name = 'NotUnderstoodError'
    this.report = report
  }
}

/** A service's request to a model. Other fields are ignored. */
type ModelRequest = {
  prompt: string
  style: DrawingStyle
  seed: number
  width?: number
  height?: number
  background?: string
  palette?: readonly string[]
  emblem?: boolean
}

/** Called once, before the first piece or the error. */
export type ReadingListener = {
  onReading?(reading: { report: PictureReport; plan?: ScenePlan }): void
}

export type ComposerModel = Composer['model']

export type Composer = Pick<
  Engine,
  'compose' | 'readSentence' | 'drawPlan' | 'readInstruction' | 'findReferences' | 'warmUp'
> & {
  /** Absent if pieces have pauses between them, or if pictures are composed in the calling thread. */
  composeTask?(request: ComposerRequest): ComposeTask
  model: {
    readonly id: 'composer'
    readonly name: string
    readonly provider: string
    readonly canRepair: false
    readonly isPriced: false
    /** Pieces of the document, each ending after a complete element. @throws NotUnderstoodError */
    streamSvg(request: ModelRequest, signal: AbortSignal, listener?: ReadingListener): AsyncGenerator<string>
  }
}

/**
 * @example
 * const composer = createComposer()
 * const reading = await composer.readSentence({ prompt: 'a red fox under a tree', style: 'flat', seed: 1 })
 * if (reading.kind === 'plan') await composer.drawPlan(reading.plan)
 */
export function createComposer({ delayMs = 0, run }: ComposerOptions = {}): Composer {
  const engine = run ? createRemoteEngine(run) : localEngine
  return {
    ...engine,
    ...(run && delayMs === 0 && { composeTask: describeCompose }),
    model: {
      id: 'composer',
      name: 'Composer (offline)',
      provider: 'chatsvg',
      canRepair: false,
      isPriced: false,
      async *streamSvg(request, signal, listener) {
        signal.throwIfAborted()
        const composed = await engine.compose(request, signal)
        const { kind: _, pieces: __, ...reading } = { pieces: [], ...composed }
        listener?.onReading?.(reading)
        if (composed.kind === 'not_understood') throw new NotUnderstoodError(composed.report)
        for (const [at, piece] of composed.pieces.entries()) {
          if (delayMs > 0 && at > 0) await pause(delayMs, undefined, { signal })
          signal.throwIfAborted()
          yield piece
        }
      },
    },
  }
}

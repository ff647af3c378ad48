import { extname } from 'node:path'
import type { Drawing } from './drawing/draw-plan.ts'
import type { InstructedPicture, InstructionReading } from './instructions/read-instruction.ts'
import type { Composed } from './open-composer.ts'
import type { ScenePlan } from './plan/scene-plan.ts'
import type { SentenceReading } from './reading/read-sentence.ts'
import type { Reference } from './references.ts'
import type { ComposerRequest } from './request.ts'

/**
 * Runs the function that `module`, a file URL, exports under `name`; input and result are cloned. Throws the
 * signal's reason.
 */
export type RunTask = <Input, Output>(
  task: { module: string; name: string; signature?: (input: Input) => Output | Promise<Output> },
  input: Input,
  signal?: AbortSignal,
) => Promise<Output>

/** The work of `compose` for a caller that continues with its result in the same thread. */
export type ComposeTask = { module: string; name: 'compose'; input: ComposerRequest }

/** What does the composer's work, wherever that is. */
export type Engine = {
  /** Reads and draws: the picture in pieces, its plan and its report. */
  compose(request: ComposerRequest, signal?: AbortSignal): Promise<Composed>
  readSentence(request: ComposerRequest): Promise<SentenceReading>
  /** Draws a plan that `validatePlan` has passed. */
  drawPlan(plan: ScenePlan, signal?: AbortSignal): Promise<Drawing>
  /**
   * Reads an instruction for a picture. The answer has edits for `applyEdits`, a plan if the whole picture
   * must be drawn again, and the words that were left out, each with the reason. Without edits and plan,
   * nothing was understood.
   *
   * @throws TypeError for a picture that is not as the policy writes it.
   */
  readInstruction(input: InstructedPicture & { instruction: string }): Promise<InstructionReading>
  /** Small drawings of what a sentence surely names, for language models to learn geometry from. */
  findReferences(request: ComposerRequest): Promise<readonly Reference[]>
  /** Loads the code and the index of the art now, where pictures are composed. */
  warmUp(): Promise<void>
}

/**
 * In the calling thread. A process that never draws must not pay for the code and the art, so they are loaded
 * when needed.
 */
export const localEngine: Engine = {
  compose: async (request) => (await import('./tasks.ts')).compose(request),
  readSentence: async (request) => (await import('./tasks.ts')).readSentence(request),
  drawPlan: async (plan) => (await import('./tasks.ts')).drawPlan(plan),
  readInstruction: async (input) => (await import('./tasks.ts')).readInstruction(input),
  findReferences: async (request) => (await import('./tasks.ts')).findReferences(request),
  warmUp: async () => (await import('./tasks.ts')).warmUp(),
}

const module = `${new URL('./tasks', import.meta.url)}${extname(import.meta.url)}`

export const describeCompose = (request: ComposerRequest): ComposeTask => ({
  module,
  name: 'compose',
  input: plain(request),
})

/** Where `run` runs tasks; nothing is loaded here. */
export function createRemoteEngine(run: RunTask): Engine {
  return {
    compose: (request, signal) => run({ module, name: 'compose' }, plain(request), signal),
    readSentence: (request) => run({ module, name: 'readSentence' }, plain(request)),
    drawPlan: (plan, signal) => run({ module, name: 'drawPlan' }, plan, signal),
    readInstruction: ({ instruction, svg, plan, history }) =>
      run(
        { module, name: 'readInstruction' },
        { instruction, svg, ...(plan ? { plan } : {}), ...(history ? { history } : {}) },
      ),
    findReferences: (request) => run({ module, name: 'findReferences' }, plain(request)),
    warmUp: () => run<undefined, void>({ module, name: 'warmUp' }, undefined),
  }
}

/** What can be cloned, and what counts: callers may pass on requests with more to them. */
function plain(request: ComposerRequest): ComposerRequest {
  const { prompt, style, seed, width, height, background, palette, emblem = false } = request
  return { prompt, style, seed, width, height, background, palette, emblem }
}

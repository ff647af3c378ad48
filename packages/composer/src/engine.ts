import { extname } from 'node:path'
import type { ComposerRequest, ReferenceIcon } from './request.ts'

/**
 * Runs the function that `module`, a file URL, exports under `name`; input and result are cloned. Throws the
 * signal's reason.
 */
export type RunTask = <Input, Output>(
  task: { module: string; name: string; signature?: (input: Input) => Output | Promise<Output> },
  input: Input,
  signal?: AbortSignal,
) => Promise<Output>

/** What does the composer's work, wherever that is. */
export type Engine = {
  /** The pieces of a picture, in order. */
  compose(request: ComposerRequest, signal: AbortSignal): Promise<readonly string[]>
  findReferences(request: ComposerRequest): Promise<readonly ReferenceIcon[]>
  warmUp(): Promise<void>
}

/**
 * In the calling thread. A process that never draws must not pay for the code and the art, so they are loaded
 * when needed.
 */
export const localEngine: Engine = {
  compose: async (request) => (await import('./tasks.ts')).compose(request),
  findReferences: async (request) => (await import('./tasks.ts')).findReferences(request),
  warmUp: async () => (await import('./tasks.ts')).warmUp(),
}

/** Where `run` runs tasks; nothing is loaded here. */
export function createRemoteEngine(run: RunTask): Engine {
  const module = new URL(`./tasks${extname(import.meta.url)}`, import.meta.url).href
  return {
    compose: (request, signal) =>
      run<ComposerRequest, string[]>({ module, name: 'compose' }, plain(request), signal),
    findReferences: (request) =>
      run<ComposerRequest, ReferenceIcon[]>({ module, name: 'findReferences' }, plain(request)),
    warmUp: () => run<undefined, void>({ module, name: 'warmUp' }, undefined),
  }
}

/** What can be cloned, and what counts: callers may pass on requests with more to them. */
function plain({ prompt, style, seed }: ComposerRequest): ComposerRequest {
  return { prompt, style, seed }
}

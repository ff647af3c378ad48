/**
 * composer: draws a picture for a sentence, offline and always the same. Reads a prompt (things, number,
 * colour, place, scene), finds drawings in the icon sets that npm installed, recolours and restyles them
 * and composes a picture. Free, deterministic, and honest about itself: `<desc>` names it, the art it
 * used, and what it could not draw as said.
 *
 * Nothing is loaded before the first use; `warmUp` does that ahead of time. Art is read by byte offset
 * from one file, which `compile/` makes of the packages once (`art/find-art-file.ts` says where).
 */
import { setTimeout as pause } from 'node:timers/promises'
import { createRemoteEngine, localEngine, type RunTask } from './engine.ts'
import type { ComposerModel, ComposerRequest, ReferenceIcon } from './request.ts'

export type { RunTask } from './engine.ts'
export {
  type ComposerModel,
  type ComposerRequest,
  type ReferenceIcon,
  type SvgStyle,
  styles,
} from './request.ts'

export type ComposerOptions = {
  /** Pause between pieces, so that a person can watch the picture grow. Default 0. */
  delayMs?: number
  /** Composes elsewhere, as in a thread pool. Default: in the calling thread, some milliseconds a picture. */
  run?: RunTask
}

export type Composer = {
  model: ComposerModel
  /** Loads the code and the index of the art now, where pictures are composed. */
  warmUp(): Promise<void>
  /** Small drawings near a prompt, for other models to learn geometry from. */
  findReferences(request: ComposerRequest): Promise<readonly ReferenceIcon[]>
}

export function createComposer({ delayMs = 0, run }: ComposerOptions = {}): Composer {
  const engine = run ? createRemoteEngine(run) : localEngine
  return {
    model: {
      id: 'composer',
      name: 'Composer (offline)',
      provider: 'chatsvg',
      canRepair: false,
      isPriced: false,
      async *streamSvg(request, signal) {
        signal.throwIfAborted()
        const pieces = await engine.compose(request, signal)
        for (const [at, piece] of pieces.entries()) {
          if (delayMs > 0 && at > 0) await pause(delayMs, undefined, { signal })
          signal.throwIfAborted()
          yield piece
        }
      },
    },
    warmUp: () => engine.warmUp(),
    findReferences: (request) => engine.findReferences(request),
  }
}

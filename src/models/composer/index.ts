/**
 * composer: the offline model. Reads a prompt (things, number, colour, place, scene), finds drawings in the icon sets that
 * npm installed, recolours and restyles them and composes a picture. Free, deterministic, and honest about itself:
 * `<desc>` names it, the art it used, and what it could not draw as said.
 *
 * Nothing is loaded before the first use; `warmUp` does that ahead of time. Art is read from the packages by byte offset
 * (see `art/sets.ts`), so there is no build step and little memory.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { ReferenceIcon } from '../llm/prompt.ts'
import type { SvgModel, SvgRequest } from '../port.ts'
import type { Workshop } from './workshop.ts'

export type ComposerOptions = {
  /** Pause between pieces, so that a person can watch the picture grow. Default 0. */
  delayMs?: number
}

export type Composer = {
  model: SvgModel
  /** Builds the index now (some 300 ms of CPU, once per process). */
  warmUp(): Promise<void>
  /** Small drawings near a prompt, for other models to learn geometry from. */
  findReferences(request: SvgRequest): Promise<readonly ReferenceIcon[]>
}

export function createComposer({ delayMs = 0 }: ComposerOptions = {}): Composer {
  let opened: Promise<Workshop> | undefined
  // A process that never draws must not pay for the code and the art.
  const open = () => {
    opened ??= import('./workshop.ts').then(({ openWorkshop }) => openWorkshop())
    return opened
  }
  return {
    model: {
      id: 'composer',
      name: 'Composer (offline)',
      provider: 'chatsvg',
      canRepair: false,
      async *streamSvg(request, signal) {
        signal.throwIfAborted()
        const { pieces } = (await open()).compose(request)
        for (const [at, piece] of pieces.entries()) {
          if (delayMs > 0 && at > 0) await pause(delayMs, undefined, { signal })
          signal.throwIfAborted()
          yield piece
        }
      },
    },
    async warmUp() {
      await open()
    },
    async findReferences(request) {
      return (await open()).findReferences(request)
    },
  }
}

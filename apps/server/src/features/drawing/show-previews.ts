import type { Preview } from '@chatsvg/svg'
import type { Log } from '../../platform/log/index.ts'

export type Previews = Disposable & {
  show(preview: Preview): void
}

export type ShowPreviewsDeps = {
  publish: (svg: string) => void
  /** Writes that most of the picture is shown. @returns false when the job is somebody else's by now. */
  noteMostlyShown: () => Promise<boolean>
  log: Log
}

/** From so much on, most of a picture counts as shown: an icon has some ten shapes. */
const shapesMax = 10
const charsMax = 2_000

/**
 * Publishes previews. What shows most of the picture is held back until the job's row says so, hence nobody
 * has seen it who can still have the credit back for stopping the job. Where that cannot be written, it is
 * not shown, and the next preview tries again. Once disposed of, nothing is published any more.
 */
export function showPreviews({ publish, noteMostlyShown, log }: ShowPreviewsDeps): Previews {
  let state: 'little' | 'noting' | 'most' | 'over' = 'little'
  let held = ''

  async function note(): Promise<void> {
    state = 'noting'
    const isNoted = await noteMostlyShown().catch((err) => {
      log.warn({ err }, 'that most of a picture is shown could not be written, so it is not shown yet')
      return undefined
    })
    if (isOver()) return
    state = isNoted === undefined ? 'little' : isNoted ? 'most' : 'over'
    if (isNoted) publish(held)
  }
  const isOver = () => state === 'over'

  return {
    show(preview) {
      if (state === 'over') return
      held = preview.svg
      if (state === 'most' || (state === 'little' && !showsMost(preview))) publish(held)
      else if (state === 'little') void note()
    },
    [Symbol.dispose]() {
      state = 'over'
    },
  }
}

/** Nobody knows how much is still to come, so it is a matter of what has been shown. */
export const showsMost = ({ svg, shapes, isWhole }: Preview): boolean =>
  isWhole || svg.length >= charsMax || shapes >= shapesMax

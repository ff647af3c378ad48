import type { Preview } from '@chatsvg/svg'
import type { Log } from '../../platform/log/index.ts'

export type Previews = Disposable & {
  show(preview: Preview): void
}

export type ShowPreviewsDeps = {
  publish: (svg: string) => void
  /** Records that most of the picture is shown. @returns false when another worker holds the job by now. */
  recordMostlyShown: () => Promise<boolean>
  log: Log
}

/** From these on, most of a picture counts as shown: an icon has about ten shapes. */
const shapesMax = 10
const charsMax = 2_000

/**
 * Publishes previews. A preview that shows most of the picture is held back until the job's row records that.
 * So nobody who has seen it can still cancel for a refund. If that cannot be written, the preview is not
 * shown, and the next one tries again. After disposal nothing is published.
 */
export function showPreviews({ publish, recordMostlyShown, log }: ShowPreviewsDeps): Previews {
  let state: 'little' | 'noting' | 'most' | 'over' = 'little'
  let held = ''

  async function note(): Promise<void> {
    state = 'noting'
    const isNoted = await recordMostlyShown().catch((err) => {
      log.warn({ err }, 'could not record that most of a picture is shown, so the preview is held back')
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

/** How much is still missing is not known, so the rule depends on what was shown. */
export const showsMost = ({ svg, shapes, isWhole }: Preview): boolean =>
  isWhole || svg.length >= charsMax || shapes >= shapesMax

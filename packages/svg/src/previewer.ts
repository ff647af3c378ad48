import { type ReadAnswer, readAnswer } from './extract.ts'
import { findDocumentType } from './find-pictures.ts'
import { createGrowingPicture, type GrowingPicture } from './growing-picture.ts'
import { type Preview, prefixCharsMax, previewOfAnswer } from './preview.ts'
import { mayHoldReasoning } from './reasoning-blocks.ts'
import type { SanitizeOptions } from './sanitize.ts'

/** Gives the same bytes as `previewOf` for the appended text, but only reads what is new. */
export interface Previewer {
  append(text: string): void
  read(): GrowingPreview | null
}

export interface GrowingPreview extends Preview {
  /** The number of characters that are the same as in the previous preview. The rest begins with a tag. */
  kept: number
}

/**
 * Previews of an answer that is being written. If a picture grows element by element, the next preview
 * continues where the last one ended. All other answers are read from their beginning, as `previewOf` does.
 *
 * @throws TypeError at the first preview, for an invalid `idPrefix`.
 */
export function createPreviewer(options: SanitizeOptions = {}): Previewer {
  let answer = ''
  /** What was appended since the last preview. */
  let added = ''
  let mayHoldPicture = false
  let growing: GrowingPicture | null = null
  let triedAt = 0
  /** The last preview, if the answer ended within reasoning. */
  let whileThinking: { preview: Preview | null } | null = null
  let shownChars = 0
  let wasGrowing = false

  function read(): GrowingPreview | null {
    const fresh = added
    added = ''
    mayHoldPicture ||= /svg/i.test(answer.slice(-fresh.length - searchedBefore))
    if (!mayHoldPicture || answer.length > prefixCharsMax) return null
    const grown = growing?.grow(fresh) ?? null
    if (grown !== null) {
      whileThinking = null
      return keep(grown.preview, wasGrowing ? grown.kept : 0, true)
    }
    return readWhole(fresh)
  }

  function readWhole(fresh: string): GrowingPreview | null {
    if (whileThinking !== null && goesOnThinking(fresh)) return keep(whileThinking.preview, shownChars)
    const reading = readAnswer(answer, true)
    const preview = previewOfAnswer(reading, options)
    whileThinking = reading.isThinking ? { preview } : null
    if (growing === null || growing.isOver()) growing = startGrowing(reading)
    return keep(preview, 0)
  }

  /**
   * Tries again only after the answer has grown by half, because a failed attempt costs as much as a preview.
   */
  function startGrowing(reading: ReadAnswer): GrowingPicture | null {
    const { text, whole, open, isPlain, isThinking } = reading
    if (!isPlain || isThinking || whole !== null || open < 0 || answer.length < triedAt * retryFactor)
      return null
    if (findDocumentType(text, open) >= 0) return null
    triedAt = answer.length
    return createGrowingPicture(text.slice(open), options)
  }

  /** Whether the new text belongs to the reasoning. A mark may have begun in the text before it. */
  function goesOnThinking(fresh: string): boolean {
    const seen = answer.slice(-fresh.length - markCharsMax)
    return (
      seen.length > fresh.length + markCharsMax - 1 && !mayHoldReasoning.test(seen) && !/<\||final/.test(seen)
    )
  }

  function keep(preview: Preview | null, kept: number, isGrowing = false): GrowingPreview | null {
    if (preview === null) return null
    shownChars = preview.svg.length
    wasGrowing = isGrowing
    return { ...preview, kept }
  }

  return {
    append(text) {
      answer += text
      added += text
    },
    read,
  }
}

/** One character less than the name that is searched. */
const searchedBefore = 2
/** The longest mark with the text around it that decides whether it is one. */
const markCharsMax = 260
const retryFactor = 1.5

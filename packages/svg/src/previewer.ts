import { type ReadAnswer, readAnswer } from './extract.ts'
import { findDocumentType } from './find-pictures.ts'
import { createGrowingPicture, type GrowingPicture } from './growing-picture.ts'
import { type Preview, prefixCharsMax, previewOfAnswer } from './preview.ts'
import { mayHoldReasoning } from './reasoning-blocks.ts'
import type { SanitizeOptions } from './sanitize.ts'

/** As `previewOf` on all that was appended: the same bytes, for the price of what is new. */
export interface Previewer {
  append(text: string): void
  read(): GrowingPreview | null
}

export interface GrowingPreview extends Preview {
  /** So many characters are those of the preview before; the rest begins with a tag. */
  kept: number
}

/**
 * Previews of an answer that is being written. A picture that grows in the usual way, element after element,
 * is written on where the last preview ended; everything else is read from its beginning, as `previewOf`
 * does.
 *
 * @throws TypeError at the first preview, for an `idPrefix` that is none.
 */
export function createPreviewer(options: SanitizeOptions = {}): Previewer {
  let answer = ''
  /** What was appended since the last preview. */
  let added = ''
  let mayHoldPicture = false
  let growing: GrowingPicture | null = null
  let triedAt = 0
  /** The last one that was read from the beginning of an answer that ended within reasoning. */
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

  /** Trying again and again would cost as much as not to try. */
  function startGrowing(reading: ReadAnswer): GrowingPicture | null {
    const { text, whole, open, isPlain, isThinking } = reading
    if (!isPlain || isThinking || whole !== null || open < 0 || answer.length < triedAt * retryFactor)
      return null
    if (findDocumentType(text, open) >= 0) return null
    triedAt = answer.length
    return createGrowingPicture(text.slice(open), options)
  }

  /** Marks of reasoning are looked for with what stands before them. */
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

/** Less than the name that is searched. */
const searchedBefore = 2
/** The longest mark, and how far around it is looked whether it is one. */
const markCharsMax = 260
const retryFactor = 1.5

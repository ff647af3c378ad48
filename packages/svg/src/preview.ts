import { isCutOff, type ReadAnswer, readAnswer, withDocumentType } from './extract.ts'
import { defaultLimits, type SvgLimits } from './limits.ts'
import { parseSvg, type SourceElement } from './parse.ts'
import { repairSvgText } from './repair.ts'
import { NoteBook, Refusal } from './report.ts'
import { type Composed, composePicture, type SanitizeOptions } from './sanitize.ts'

export interface Preview {
  svg: string
  /** Elements that draw something at their own position: shapes, texts and uses. */
  shapes: number
  /** The model has closed the picture. */
  isWhole: boolean
}

/**
 * The picture so far, from a model's answer that is still being written: closed after the last complete
 * element and sanitised like a finished one. Ids do not change from one call to the next, and elements that
 * refer to a later clip path, mask or filter are held back, so that nothing already drawn changes its look.
 * Null while there is nothing to draw, or nothing that may be drawn.
 *
 * Of several pictures it shows the one that `extractSvg` would take if the answer ended here, so that it
 * changes to another one at most when that is complete, or much larger already.
 *
 * @param prefix the answer so far; beyond 256 K characters there is no preview.
 * @throws TypeError for an invalid `idPrefix`.
 * @example
 * for await (const piece of answer) {
 *   text += piece
 *   const preview = previewOf(text, { idPrefix: 'p-' })
 *   if (preview !== null) show(preview.svg)
 * }
 */
export function previewOf(prefix: string, options: SanitizeOptions = {}): Preview | null {
  return prefix.length > prefixCharsMax ? null : previewOfAnswer(readAnswer(prefix, true), options)
}

/** As `previewOf`, for an answer that was already read. */
export function previewOfAnswer(answer: ReadAnswer, options: SanitizeOptions): Preview | null {
  const whole = isCutOff(answer) ? null : answer.whole
  const text = whole === null ? textSoFar(answer) : withDocumentType(answer.text, whole)
  if (text === null) return null
  const composed = composeUnfinished(repairSvgText(text), options)
  if (composed === null || composed.drawn === 0) return null
  return { svg: composed.svg, shapes: composed.shapes, isWhole: whole !== null }
}

/** Composes the complete elements of an unfinished picture; null if the policy refuses it. */
export function composeUnfinished(text: string, options: SanitizeOptions): Composed | null {
  const limits = limitsOfPreviews(options)
  const notes = new NoteBook()
  try {
    const document = parseSvg(text, limits, notes, { unfinished: true })
    dropUnfinished(document.root)
    return composePicture(document, {
      limits,
      notes,
      unfinished: true,
      idPrefix: options.idPrefix ?? previewPrefix,
      defaultSize: options.defaultSize,
    })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

export const limitsOfPreviews = ({ limits }: SanitizeOptions): SvgLimits => ({
  ...defaultLimits,
  ...previewLimits,
  ...limits,
})

/** A preview of a larger picture is too large to be sent. */
export const prefixCharsMax = 256 * 1024
/**
 * Previews are made several times a second, in a process with other work: a larger picture appears only when
 * it is finished.
 */
const previewLimits = { elementsMax: 4000, attributesMax: 16_000, styleRulesMax: 500, styleStepsMax: 25_000 }
export const previewPrefix = 'preview-'

/** Of a picture that does not end. */
function textSoFar({ text, open }: ReadAnswer): string | null {
  if (open < 0) return null
  const end = endOfWholeTags(text, open)
  return end > open ? withDocumentType(text, { start: open, end }) : null
}

/** The end of the last complete tag or text of a picture that is being written. */
function endOfWholeTags(text: string, start: number): number {
  const tag = text.lastIndexOf('<')
  return tag < start || text.indexOf('>', tag) >= 0 ? text.length : tag
}

/** Groups may be shown incomplete. All other elements appear when they are complete. */
export const growing: ReadonlySet<string> = new Set(['svg', 'g', 'defs', 'a', 'switch'])

function dropUnfinished(root: SourceElement): void {
  for (let element: SourceElement | undefined = root; element !== undefined; ) {
    const last: SourceElement | string | undefined = element.children.at(-1)
    if (last === undefined || typeof last === 'string' || last.closed) return
    if (!growing.has(last.name)) {
      element.children.pop()
      return
    }
    element = last
  }
}

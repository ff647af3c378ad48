import { readable } from './extract.ts'
import { DEFAULT_LIMITS } from './limits.ts'
import { mendSvgText } from './mend.ts'
import { parseSvg, type SourceElement } from './parse.ts'
import { NoteBook, Refusal } from './report.ts'
import { composePicture, type SanitizeOptions } from './sanitize.ts'

/**
 * The picture so far, from a model's answer that is still being written: closed after the last complete element and policed like a
 * finished one. Ids do not change from one call to the next, and what refers to a clip path, mask or filter that has not come yet is
 * held back, so that nothing already drawn changes its look. Null while there is nothing to draw, or nothing that may be drawn.
 */
export const previewOf = (prefix: string, options: SanitizeOptions = {}): string | null => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  // Prose around the picture is short; mending more than that would only cost.
  if (prefix.length > limits.bytesMax * 2) return null
  const text = readable(prefix)
  const start = text.search(/<svg[\s>]/)
  if (start < 0) return null
  const notes = new NoteBook()
  try {
    const source = mendSvgText(text.slice(start, endOfWhole(text, start)))
    const document = parseSvg(source, limits, notes, { unfinished: true })
    dropUnfinished(document.root)
    const picture = composePicture(document, {
      limits,
      notes,
      unfinished: true,
      idPrefix: options.idPrefix ?? PREVIEW_PREFIX,
      defaultSize: options.defaultSize,
    })
    return picture.drawn > 0 ? picture.svg : null
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

const PREVIEW_PREFIX = 'preview-'

/** The end of the picture if it is complete, else the end of the last complete tag or text. */
const endOfWhole = (text: string, start: number): number => {
  const close = text.lastIndexOf('</svg>')
  if (close > start) return close + '</svg>'.length
  const tag = text.lastIndexOf('<')
  return text.indexOf('>', tag) < 0 ? tag : text.length
}

/** Groups may show what they have so far; anything else appears when it is whole. */
const GROWING = new Set(['svg', 'g', 'defs', 'a', 'switch'])

const dropUnfinished = (root: SourceElement): void => {
  for (let element: SourceElement | undefined = root; element !== undefined; ) {
    const last: SourceElement | string | undefined = element.children.at(-1)
    if (last === undefined || typeof last === 'string' || last.closed) return
    if (!GROWING.has(last.name)) {
      element.children.pop()
      return
    }
    element = last
  }
}

import { mendSvgText } from './mend.ts'

export type ExtractedSvg =
  | { ok: true; svg: string }
  /** `missing`: no svg element at all; `truncated`: one begins and never ends; `empty`: nothing in it. */
  | { ok: false; reason: 'missing' | 'truncated' | 'empty' }

/**
 * Finds the picture in a model's answer: within prose, code fences or a JSON string. Of several complete ones the last is taken, unless it
 * is much smaller than an earlier one (models sketch first and sometimes end with an example of a detail). What it returns
 * is mended for the parser, not policed. Linear in the text.
 */
export const extractSvg = (modelText: string): ExtractedSvg => {
  const text = readable(modelText)
  const { complete, open } = findDocuments(text)
  const drawing = complete.filter(({ start, end }) => hasContent(text, start, end))
  const largest = drawing.reduce((most, span) => Math.max(most, sizeOf(span)), 0)
  const chosen = drawing.findLast((span) => sizeOf(span) * WORTHY_PART >= largest)
  if (chosen === undefined)
    return { ok: false, reason: open ? 'truncated' : complete.length > 0 ? 'empty' : 'missing' }
  // A long unfinished picture after a short complete one is the answer that was cut off.
  if (open && chosen.end - chosen.start < (text.length - chosen.end) / WORTHY_PART)
    return { ok: false, reason: 'truncated' }
  return { ok: true, svg: mendSvgText(text.slice(chosen.start, chosen.end)) }
}

/** The answer as text with real angle brackets and quotes, whatever it was wrapped in. */
export const readable = (modelText: string): string => {
  let text = modelText
  if (!SVG_START.test(text) && text.includes('&lt;svg')) {
    text = text.replace(/&(lt|gt|quot|#39|amp);/g, (whole, name: string) => ESCAPES.get(name) ?? whole)
  }
  if (!isInJson(text)) return text
  return text.replace(/\\(["\\/nrt])/g, (_, letter: string) => JSON_ESCAPES.get(letter) ?? letter)
}

/** Whether an svg tag has a value in quotes that are escaped. */
const isInJson = (text: string): boolean => {
  if (!text.includes('=\\"')) return false
  let inTag = false
  for (const [mark] of text.matchAll(/<svg|>|=\\"/g)) {
    if (mark === '=\\"' && inTag) return true
    inTag = mark === '<svg' || (inTag && mark !== '>')
  }
  return false
}

const WORTHY_PART = 3
const SVG_START = /<svg[\s>/]/
const ESCAPES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#39', "'"],
  ['amp', '&'],
])
const JSON_ESCAPES = new Map([
  ['n', '\n'],
  ['r', '\n'],
  ['t', ' '],
])

interface Span {
  start: number
  end: number
}

const sizeOf = ({ start, end }: Span): number => end - start

/** Outermost complete svg elements, and whether one is still open at the end. */
const findDocuments = (text: string): { complete: Span[]; open: boolean } => {
  const complete: Span[] = []
  const starts: number[] = []
  const lastCommentEnd = text.lastIndexOf('-->')
  const lastCdataEnd = text.lastIndexOf(']]>')
  for (let i = text.indexOf('<'); i >= 0; i = text.indexOf('<', i)) {
    // One that never ends hides nothing, so it must not swallow the rest; nor may the search for its end be repeated.
    if (starts.length > 0 && i < lastCommentEnd && text.startsWith('<!--', i)) {
      i = text.indexOf('-->', i) + 3
    } else if (starts.length > 0 && i < lastCdataEnd && text.startsWith('<![CDATA[', i)) {
      i = text.indexOf(']]>', i) + 3
    } else if (isTag(text, i, '<svg')) {
      const end = tagEnd(text, i)
      if (text[end - 2] !== '/') starts.push(i)
      else if (starts.length === 0) complete.push({ start: i, end })
      i = end
    } else if (isTag(text, i, '</svg')) {
      const start = starts.pop()
      const end = tagEnd(text, i)
      if (start !== undefined) keepOutermost(complete, { start, end })
      i = end
    } else {
      i++
    }
  }
  return { complete, open: starts.length > 0 }
}

/** Inner elements close before the outer one, so they are the last in the list. */
const keepOutermost = (complete: Span[], span: Span): void => {
  while ((complete.at(-1)?.start ?? -1) > span.start) complete.pop()
  complete.push(span)
}

const isTag = (text: string, at: number, name: string): boolean => {
  if (!text.startsWith(name, at)) return false
  const next = text[at + name.length]
  return next === undefined || next === '>' || next === '/' || /\s/.test(next)
}

/** After the `>` that ends the tag; quoted ones do not. */
const tagEnd = (text: string, at: number): number => {
  let quote = ''
  for (let i = at; i < text.length; i++) {
    const character = text.charAt(i)
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '>') return i + 1
    else if (character === '"' || character === "'") quote = character
  }
  return text.length
}

const hasContent = (text: string, start: number, end: number): boolean => {
  const inner = text.indexOf('<', start + 1)
  return inner >= 0 && inner < end && !text.startsWith('</svg', inner)
}

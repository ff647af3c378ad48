import { readHtmlText, readJsonText } from './answer-text.ts'
import { findDocumentType, findPictures, type Span } from './find-pictures.ts'
import { readReasoning, withoutReasoning } from './reasoning-blocks.ts'
import { repairSvgText } from './repair.ts'

export type ExtractedSvg =
  | { ok: true; svg: string }
  /** `missing`: no svg element at all; `truncated`: one begins and never ends; `empty`: nothing in it. */
  | { ok: false; reason: 'missing' | 'truncated' | 'empty' }

/**
 * Finds the picture in a model's answer: after its reasoning, within prose, code fences or a JSON string. Of
 * several complete pictures, it takes the last one, unless it is much smaller than an earlier one (models
 * sketch first and sometimes end with an example of a detail), or code of another language. What it returns
 * is repaired for the parser, not sanitised. Of a very long answer, only the end is read. Takes time linear
 * in the text.
 *
 * @example
 * const found = extractSvg('Here it is: <svg viewBox="0 0 9 9"><path d="M0 0h9"/></svg>')
 * const result = found.ok ? sanitizeSvg(found.svg) : null
 */
export function extractSvg(modelText: string): ExtractedSvg {
  const answer = readAnswer(modelText.slice(-answerCharsMax), false)
  const { text, whole, open, isEmpty } = answer
  if (whole === null) return { ok: false, reason: open >= 0 ? 'truncated' : isEmpty ? 'empty' : 'missing' }
  if (isCutOff(answer)) return { ok: false, reason: 'truncated' }
  return { ok: true, svg: repairSvgText(withDocumentType(text, whole)) }
}

/** The content of an answer, decoded to text with real angle brackets and quotes. */
export interface ReadAnswer {
  text: string
  /** The complete picture that the answer is about. */
  whole: Span | null
  /** Where a picture begins that does not end; -1 without one. */
  open: number
  /** Whether there are only svg elements with nothing in them. */
  isEmpty: boolean
  /** The answer ends within reasoning and was not wrapped, so text that follows changes nothing for now. */
  isThinking: boolean
  /**
   * The text is the answer without its reasoning, and text that follows cannot show that the answer is
   * wrapped.
   */
  isPlain: boolean
}

/** @param unfinished whether more of the text may come. */
export function readAnswer(modelText: string, unfinished: boolean): ReadAnswer {
  const reasoning = readReasoning(modelText)
  let { text } = reasoning
  let answer = choosePicture(text, unfinished)
  const holdsQuotes = holdsPlainQuotes(answer)
  for (let layer = 0; layer < layersMax; layer++) {
    const json = holdsPlainQuotes(answer) ? null : readJsonText(text)
    const plain = json ?? (answer.whole === null ? readHtmlText(text) : null)
    if (plain === null) break
    text = withoutReasoning(plain)
    answer = choosePicture(text, unfinished)
  }
  const isUnwrapped = answer.text !== reasoning.text
  return {
    ...answer,
    isThinking: reasoning.isOpen && !isUnwrapped,
    isPlain: holdsQuotes && !isUnwrapped,
  }
}

/** Whether the picture has quotes without a backslash, which a JSON string cannot contain. */
function holdsPlainQuotes({ text, whole, open }: Chosen): boolean {
  const start = whole?.start ?? open
  return start >= 0 && /[^\\]"/.test(text.slice(start, whole?.end))
}

/** A long unfinished picture after a short complete one is the answer, and it was cut off. */
export const isCutOff = ({ text, whole, open }: ReadAnswer): boolean =>
  whole !== null && open >= 0 && sizeOf(whole) * worthyPart < text.length - Math.max(open, whole.end)

/** The picture that starts at `span`, with the document type whose entities it may use. */
export function withDocumentType(text: string, { start, end }: Span): string {
  const type = findDocumentType(text, start)
  return text.slice(type < 0 ? start : type, end)
}

/** Twice what the policy takes as one picture. */
const answerCharsMax = 2 * 1024 * 1024
/** Escapes within escapes. */
const layersMax = 2
const worthyPart = 3

type Chosen = Omit<ReadAnswer, 'isThinking' | 'isPlain'>

function choosePicture(text: string, unfinished: boolean): Chosen {
  const { complete, open } = findPictures(text, unfinished)
  const drawing = complete.filter((span) => hasContent(text, span))
  const proper = drawing.length > 1 ? withoutCode(text, drawing) : drawing
  const largest = proper.reduce((most, span) => Math.max(most, sizeOf(span)), 0)
  const whole = proper.findLast((span) => sizeOf(span) * worthyPart >= largest) ?? null
  return { text, whole, open, isEmpty: drawing.length === 0 && complete.length > 0 }
}

const sizeOf = ({ start, end }: Span): number => end - start

function hasContent(text: string, { start, end }: Span): boolean {
  const inner = text.indexOf('<', start + 1)
  return inner >= 0 && inner < end && text[inner + 1] !== '/'
}

/**
 * Leaves out pictures in fences of a programming language, such as a component that contains the same
 * picture, unless there are no others.
 */
function withoutCode(text: string, spans: readonly Span[]): readonly Span[] {
  const code: Span[] = []
  let open: { start: number; isCode: boolean } | null = null
  for (const found of text.matchAll(fence)) {
    if (open === null) open = { start: found.index, isCode: programming.test(found[1] ?? '') }
    else {
      if (open.isCode) code.push({ start: open.start, end: found.index })
      open = null
    }
    if (code.length > fencesMax) return spans
  }
  if (code.length === 0) return spans
  let at = 0
  const proper = spans.filter(({ start }) => {
    while (at < code.length && (code[at]?.end ?? 0) < start) at++
    return start < (code[at]?.start ?? Number.POSITIVE_INFINITY)
  })
  return proper.length > 0 ? proper : spans
}

const fencesMax = 1000
const fence = /^[ \t]{0,8}(?:```|~~~)[`~]{0,8}[ \t]?([\w+#.-]{0,20})/gm
const programming =
  /^(?:[jt]sx?|javascript|typescript|mjs|react|vue|svelte|angular|py|python|css|scss|php|java|kotlin|swift|dart|go|golang|rust|rs|ruby|rb|c|cpp|csharp|c#|c\+\+|bash|sh|shell|diff|r|lua|tikz|latex|tex)$/i

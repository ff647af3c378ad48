/** A part of an answer: from `start` up to, not including, `end`. */
export interface Span {
  start: number
  end: number
}

export interface FoundPictures {
  /** Complete outermost svg elements, in their order. */
  complete: Span[]
  /**
   * The beginning of an svg element that does not end, after the last complete one or around it; -1 if there
   * is none.
   */
  open: number
}

/**
 * The svg elements of a text, whatever their prefix. A tag that is followed by prose instead of markup is
 * only mentioned, unless there is no other tag and the text is complete. Takes time linear in the text.
 */
export function findPictures(text: string, unfinished: boolean): FoundPictures {
  const found = scan(text, true)
  if (unfinished || !found.hasProse || found.complete.length > 0 || found.open >= 0) return found
  const { complete, open } = scan(text, false)
  const [first] = complete
  const proper = complete.filter(({ start }) => !isBare(text, start))
  return { complete: proper, open: proper.length === 0 && first !== undefined ? first.start : open }
}

/**
 * The position of a document type that declares entities, if only white space and comments are between it and
 * the picture; otherwise -1.
 */
export function findDocumentType(text: string, start: number): number {
  const before = text.slice(Math.max(0, start - typeCharsMax), start)
  const at = before.lastIndexOf('<!DOCTYPE')
  return at >= 0 && typeWithSubset.test(before.slice(at)) ? start - before.length + at : -1
}

const typeCharsMax = 32 * 1024
const typeWithSubset = /^<!DOCTYPE[^<>[\]]*\[[^\]]*\]\s*>\s*(?:<!--[^>]*-->\s*)*$/

/** If a text has more tags than any answer, only its end is read. */
const scan = (text: string, skipsProse: boolean): Scanned =>
  scanFrom(text, 0, tagsReadMax, skipsProse) ??
  scanFrom(text, Math.max(0, text.length - tailChars), Number.POSITIVE_INFINITY, skipsProse) ?? {
    complete: [],
    open: -1,
    hasProse: false,
  }

/** Also says whether a tag was skipped because words follow it. */
type Scanned = FoundPictures & { hasProse: boolean }

/** Null if there are more tags. */
function scanFrom(text: string, from: number, tagsMax: number, skipsProse: boolean): Scanned | null {
  const complete: Span[] = []
  const starts: number[] = []
  const ends = createTagEnds(text)
  const comments = createHiddenParts(text, '<!--', '-->')
  const sections = createHiddenParts(text, '<![CDATA[', ']]>')
  let tags = 0
  let hasProse = false
  for (let name = text.indexOf('svg', from); name >= 0; ) {
    // Text in a comment or a CDATA section of an open picture is not a tag.
    const hidden = starts.length > 0 ? Math.max(comments.endAround(name), sections.endAround(name)) : -1
    if (hidden >= 0) {
      name = text.indexOf('svg', hidden)
      continue
    }
    const after = name + nameChars
    const at = startOfTag(text, name)
    const end = at < 0 || !endsName(text.charCodeAt(after)) ? -1 : ends.endOf(after)
    if (at >= 0 && ++tags > tagsMax) return null
    if (end >= 0) {
      if (text.charCodeAt(at + 1) === slash) {
        const start = starts.pop()
        if (start !== undefined) keepOutermost(complete, { start, end })
      } else if (text.charCodeAt(end - 2) === slash) {
        if (starts.length === 0) complete.push({ start: at, end })
      } else if (starts.length > 0 || !skipsProse || !isProse(text, end)) {
        if (starts.length === 0) for (const hidden of [comments, sections]) hidden.startAt(end)
        starts.push(at)
      } else hasProse = true
    }
    name = text.indexOf('svg', Math.max(end, after))
  }
  return { ...chooseComplete(text, complete, starts), hasProse }
}

const tagsReadMax = 8000
const tailChars = 64 * 1024
const nameChars = 3
const prefixCharsMax = 40
const [tab, space, minus, dot, slash, colon, less, greater] = [9, 32, 45, 46, 47, 58, 60, 62] as const

/** The index of the `<` of a tag whose local name begins at `name`; -1 if there is none. */
function startOfTag(text: string, name: number): number {
  let at = name - 1
  if (text.charCodeAt(at) === colon) {
    for (at--; at >= 0 && name - at < prefixCharsMax && isNameCode(text.charCodeAt(at)); ) at--
    if (at === name - 2) return -1
  }
  if (text.charCodeAt(at) === slash) at--
  return text.charCodeAt(at) === less ? at : -1
}

const isNameCode = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  ((code | 32) >= 97 && (code | 32) <= 122) ||
  code === minus ||
  code === dot ||
  code === 95 ||
  code >= 128

/** A character that may follow the name of a tag; NaN at the end of the text. */
const endsName = (code: number): boolean =>
  code === greater || code === slash || isBlank(code) || Number.isNaN(code)

const isBlank = (code: number): boolean =>
  code === space || (code >= tab && code <= 13) || code === 0xa0 || code === 0xfeff

/** Comments or CDATA sections, queried in the order of the text. One that never ends hides nothing. */
interface HiddenParts {
  /** Ignores sections that begin before `place`. */
  startAt(place: number): void
  /** The end of the section that contains `place`; -1 if none does. */
  endAround(place: number): number
}

function createHiddenParts(text: string, open: string, close: string): HiddenParts {
  let start = -1
  let end = 0

  function startAt(place: number): void {
    if (start < place && end < Number.POSITIVE_INFINITY) end = start = place
  }

  function endAround(place: number): number {
    while (end <= place && end < Number.POSITIVE_INFINITY) {
      start = text.indexOf(open, end)
      const closeAt = start < 0 ? -1 : text.indexOf(close, start + open.length)
      end = closeAt < 0 ? Number.POSITIVE_INFINITY : closeAt + close.length
      if (closeAt < 0) start = Number.POSITIVE_INFINITY
    }
    return start < place ? end : -1
  }
  return { startAt, endAround }
}

/** Inner elements close before the outer one, so they are the last in the list. */
function keepOutermost(complete: Span[], span: Span): void {
  while ((complete.at(-1)?.start ?? -1) > span.start) complete.pop()
  complete.push(span)
}

/**
 * An element inside an unfinished picture is a picture only if it declares a namespace, or if the outer start
 * tag has no attributes: then the outer picture was abandoned.
 */
function chooseComplete(text: string, complete: Span[], starts: readonly number[]): FoundPictures {
  const [outer] = starts
  if (outer === undefined) return { complete, open: -1 }
  const outerIsBare = isBare(text, outer)
  const whole = complete.filter(
    ({ start }) => start < outer || outerIsBare || declaresNamespace.test(text.slice(start, start + 2000)),
  )
  const last = whole.at(-1)
  if (last === undefined || last.start < outer) return { complete: whole, open: outer }
  return { complete: whole, open: starts.find((start) => start > last.start) ?? -1 }
}

/** Whether a start tag has only a name. */
const isBare = (text: string, start: number): boolean => /^<[\w.:-]+\s*>/.test(text.slice(start, start + 100))

const declaresNamespace = /^<[^<>]*\sxmlns\s*=/

/** Whether words follow a start tag that ends at `end`. If a tag or nothing follows, it may be a picture. */
function isProse(text: string, end: number): boolean {
  let at = end
  while (at < text.length && isBlank(text.charCodeAt(at))) at++
  return at < text.length && text.charCodeAt(at) !== less
}

/** Finds the ends of tags; it remembers which quotes have no partner, so that no search is repeated. */
interface TagEnds {
  /**
   * The index after the `>` that ends the tag; a `>` in a quoted value does not. The length of the text if
   * that ends before, -1 if another tag begins before.
   */
  endOf(from: number): number
}

function createTagEnds(text: string): TagEnds {
  const lonely = new Map<string, number>()

  function endOf(from: number): number {
    if (text.charCodeAt(from) === greater) return from + 1
    for (let at = from; ; ) {
      markPattern.lastIndex = at
      if (!markPattern.test(text)) return text.length
      const mark = text.charCodeAt(markPattern.lastIndex - 1)
      if (mark === greater) return markPattern.lastIndex
      if (mark === less) return -1
      at = endOfQuote(text.charAt(markPattern.lastIndex - 1), markPattern.lastIndex)
    }
  }

  function endOfQuote(quote: string, from: number): number {
    if (from >= (lonely.get(quote) ?? Number.POSITIVE_INFINITY)) return from
    const end = text.indexOf(quote, from)
    if (end >= 0) return end + 1
    lonely.set(quote, from)
    return from
  }
  return { endOf }
}

/** A quote opens a value only after an equals sign. */
const markPattern = /=\s*["']|[<>]/g

import { Cascade } from './cascade.ts'
import { defaultHeight, defaultWidth } from './computed.ts'
import { describeRoot, type PictureDescription } from './describe-root.ts'
import { isIdPrefix } from './ids.ts'
import { defaultLimits, type SvgLimits } from './limits.ts'
import { parseSvg, type SourceDocument } from './parse.ts'
import type { PictureElement } from './picture.ts'
import { applyPolicy, isCopied } from './policy.ts'
import { linkReferences } from './references.ts'
import { NoteBook, Refusal, refuse, type SvgNote, type SvgRejection } from './report.ts'
import { serializePicture } from './serialize.ts'
import { sourceOf } from './source-of-picture.ts'
import type { ViewBox } from './values.ts'

export interface SanitizeOptions {
  limits?: Partial<SvgLimits>
  /**
   * Put before every id: a letter, then letters, digits, `_` and `-`. Without it, one is derived from the
   * picture. If a page shows pictures of several authors, give each a prefix that its author cannot predict.
   */
  idPrefix?: string
  /**
   * In pixels: the size of a picture that sets none, and the space for one that sets only proportions (the
   * default object size of CSS Images 3, section 4.3). Default: that of browsers, 300 by 150.
   */
  defaultSize?: readonly [width: number, height: number]
  /**
   * Makes the picture an image with this title and description, unless it has its own. A function is given
   * the picture as it will be written, and needs an `idPrefix`.
   */
  describe?: Describe | undefined
}

type Describe = PictureDescription | ((picture: PictureElement) => PictureDescription)

export type SanitizedSvg =
  | {
      ok: true
      svg: string
      viewBox: ViewBox
      elements: number
      /** Elements that draw something at their own position: shapes, texts and uses. */
      shapes: number
      /** Size of `svg` as UTF-8. */
      bytes: number
      /** The output as a tree, for callers that need more than its text. */
      picture: PictureElement
      notes: SvgNote[]
    }
  | { ok: false; rejection: SvgRejection }

/**
 * Rewrites the parts of a picture that the policy allows. Hostile documents are refused with a code and a
 * position; unknown content is left out with a note. Sanitising the output with the same options gives the
 * same bytes. What is read, dropped and refused is in docs/svg-policy.md; the languages are SVG 2, XML 1.0
 * and the modules of CSS that it names.
 *
 * @param source XML text, at most `limits.bytesMax` bytes as UTF-8.
 * @returns the picture, or why there is none. Never throws for a bad source.
 * @throws TypeError for an invalid `idPrefix`.
 * @example
 * const source = '<svg viewBox="0 0 9 9"><path d="M0 0h9" onclick="x"/></svg>'
 * const result = sanitizeSvg(source, { idPrefix: 'p-' })
 * if (result.ok) document.body.innerHTML = result.svg
 * else console.warn(result.rejection.code, result.rejection.line)
 */
export function sanitizeSvg(source: string, options: SanitizeOptions = {}): SanitizedSvg {
  const { idPrefix, defaultSize, describe } = options
  const limits = options.limits === undefined ? defaultLimits : { ...defaultLimits, ...options.limits }
  const notes = new NoteBook()
  try {
    const document = parseSvg(source, limits, notes)
    const wanted = { limits, idPrefix, defaultSize, describe, notes, unfinished: false }
    const { svg, viewBox, elements, shapes, bytes, picture, notes: list } = composePicture(document, wanted)
    return { ok: true, svg, viewBox, elements, shapes, bytes, picture, notes: list }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, rejection: error.rejection }
    throw error
  }
}

export interface ComposeOptions {
  limits: SvgLimits
  idPrefix?: string | undefined
  defaultSize?: readonly [width: number, height: number] | undefined
  describe?: Describe | undefined
  notes: NoteBook
  unfinished: boolean
}

export type Composed = Omit<Extract<SanitizedSvg, { ok: true }>, 'ok'> & {
  /** Shapes that a viewer draws, as `drawnMax` counts them. */
  drawn: number
  attributes: number
  styleSteps: number
  /** Every element was written at its position in the source, and independently of others. */
  isLocal: boolean
}

/** Everything after parsing; previews share it. Throws `Refusal`. */
export function composePicture(document: SourceDocument, options: ComposeOptions): Composed {
  const { limits, notes, unfinished, idPrefix, describe } = options
  if (idPrefix !== undefined && !isIdPrefix(idPrefix))
    throw new TypeError(`Not a usable id prefix: ${JSON.stringify(idPrefix)}`)
  const cascade = new Cascade(document, limits, notes)
  const { root, viewBox, needs, pathChars } = applyPolicy(
    document,
    cascade,
    options.defaultSize ?? [defaultWidth, defaultHeight],
    limits,
    notes,
  )
  // Before ids get a prefix that the picture gives, which its words are part of.
  if (typeof describe === 'object') describeRoot(root, describe)
  const { hasLess, hasMore, hasUses } = linkReferences(root, { limits, idPrefix, notes, unfinished })
  const isOtherKind = document.uses !== hasUses || isCopied(document.pathChars) !== isCopied(pathChars)
  if ((hasLess || isOtherKind) && !unfinished) return composeAgain(root, options)
  if (typeof describe === 'function') describeRoot(root, describe(root))
  const drawn = root.cost?.draws ?? 0
  if (drawn === 0) notes.add('nothing_drawn', 'svg')
  const { svg, bytes, elements, shapes, attributes } = serializePicture(root)
  // The output must be within the limits itself, or sanitising it again would refuse it.
  if (bytes > limits.bytesMax) refuse('too_large', `The picture is larger than ${limits.bytesMax} bytes.`)
  if (elements > limits.elementsMax)
    refuse('too_many_elements', `The picture has more than ${limits.elementsMax} elements.`)
  if (attributes > limits.attributesMax)
    refuse('too_many_attributes', `The picture has more than ${limits.attributesMax} attributes.`)
  const isLocal = !hasLess && !hasMore && needs.definitions.length === 0 && !needs.needsFontSize
  return {
    svg,
    viewBox,
    elements,
    shapes,
    attributes,
    drawn,
    bytes,
    styleSteps: cascade.steps,
    isLocal,
    picture: root,
    notes: notes.list(),
  }
}

/**
 * What the policy writes of an element depends on others: on what refers to it, on whether there are `use`
 * elements, on the length of all paths. After some of that was taken away, sanitising the output again would
 * write some elements differently. So it is done here.
 */
function composeAgain(root: PictureElement, options: ComposeOptions): Composed {
  const notes = new NoteBook()
  const composed = composePicture(sourceOf(root, options.limits), { ...options, notes })
  if (composed.drawn === 0) options.notes.add('nothing_drawn', 'svg')
  return { ...composed, notes: options.notes.list() }
}

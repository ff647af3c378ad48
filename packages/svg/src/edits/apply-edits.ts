import { checkElementCounts } from '../count-elements.ts'
import { isIdPrefix } from '../ids.ts'
import { defaultLimits, type SvgLimits } from '../limits.ts'
import { type PictureElement, walkPicture } from '../picture.ts'
import { readPicture } from '../read-picture.ts'
import { NoteBook, Refusal } from '../report.ts'
import { composePicture, type SanitizedSvg } from '../sanitize.ts'
import { sourceOf } from '../source-of-picture.ts'
import { duplicateParts, removeParts, reorderParts } from './arrange-parts.ts'
import { cropPicture, setBackground, setCanvas } from './change-canvas.ts'
import { checkEdits } from './check-edits.ts'
import type { Edit, EditOutcome, Splice } from './edit.ts'
import { editTexts } from './edit-texts.ts'
import { EditedPicture } from './edited-picture.ts'
import { EditsError, NotDone } from './edits-error.ts'
import { groupParts, ungroupParts } from './group-parts.ts'
import { insertFragment } from './insert-fragment.ts'
import { moveParts } from './move-parts.ts'
import { outlineParts } from './outline-parts.ts'
import { paintParts, setOpacities } from './paint-parts.ts'
import { recolorParts } from './recolor-parts.ts'
import { referencedIds } from './references-in-text.ts'
import { renameParts } from './rename-parts.ts'
import { dropUnused } from './shared-definitions.ts'
import { simplifyParts } from './simplify-parts.ts'
import { spliceBetween } from './splice.ts'

export interface EditOptions {
  /** The prefix of the picture's ids; by default the prefix that all its ids share. */
  idPrefix?: string | undefined
  limits?: Partial<SvgLimits> | undefined
}

export interface EditedSvg {
  /** As the policy writes it: sanitising it with the same prefix gives the same bytes. */
  svg: string
  /** The splice that restores the previous picture from `svg`, with `revertEdits`. */
  inverse: Splice
  /** One for each edit, in their order. */
  outcomes: EditOutcome[]
  /** The policy's facts about the picture. */
  sanitized: Extract<SanitizedSvg, { ok: true }>
}

/**
 * Changes a stored picture. Elements that no edit addresses keep their bytes. If the target of an edit
 * matches nothing, its outcome says so, and the other edits are applied.
 *
 * @param svg as `sanitizeSvg` writes it.
 * @param edits checked here at run time.
 * @throws EditsError for invalid edits, for a text that the policy did not write, and for an edited picture
 * that the policy refuses.
 * @example
 * const { svg, inverse } = applyEdits(row.svg, [{ op: 'paint', target: { name: 'roof' }, fill: 'teal' }])
 * const before = revertEdits(svg, inverse).svg
 */
export function applyEdits(svg: string, edits: readonly Edit[], options: EditOptions = {}): EditedSvg {
  checkEdits(edits)
  const limits = { ...defaultLimits, ...options.limits }
  const picture = openPicture(svg, options.idPrefix, limits)
  const usedBefore = referencedIds(picture.root)
  const outcomes = edits.map((edit) => applyEdit(picture, edit))
  if (usedBefore.size > 0) dropUnused(picture, usedBefore)
  const sanitized = applyPolicy(picture, limits)
  return { svg: sanitized.svg, inverse: spliceBetween(sanitized.svg, svg), outcomes, sanitized }
}

/**
 * The edited tree goes through the policy like a source, but is not serialised and parsed first. The policy's
 * limits on text length apply to the text that it writes.
 */
function applyPolicy({ root, idPrefix }: EditedPicture, limits: SvgLimits): EditedSvg['sanitized'] {
  const notes = new NoteBook()
  const prefix = idPrefix === '' ? {} : { idPrefix }
  try {
    const composed = composePicture(sourceOf(root, limits), { ...prefix, limits, notes, unfinished: false })
    checkElementCounts(composed.svg, limits)
    return { ok: true, ...composed }
  } catch (error) {
    if (error instanceof Refusal)
      throw new EditsError('refused', error.rejection.message, { rejection: error.rejection })
    throw error
  }
}

/** @throws EditsError for a text that the policy would not have written, and for another prefix. */
export function openPicture(
  svg: string,
  idPrefix: string | undefined,
  limits: SvgLimits = defaultLimits,
): EditedPicture {
  const root = readRoot(svg)
  const ids: string[] = []
  walkPicture(root, ({ sourceId }) => {
    if (sourceId !== null) ids.push(sourceId)
    return true
  })
  const prefix = idPrefix ?? commonPrefix(ids)
  if ((prefix !== '' && !isIdPrefix(prefix)) || ids.some((id) => !id.startsWith(prefix) || prefix === ''))
    throw new EditsError('bad_id_prefix', 'The ids of the picture do not begin with one prefix.')
  return new EditedPicture(root, prefix, limits)
}

function readRoot(svg: string): PictureElement {
  try {
    return readPicture(svg)
  } catch (error) {
    if (error instanceof TypeError) throw new EditsError('not_a_picture', error.message)
    throw error
  }
}

/** The shortest common prefix of all ids that ends in a hyphen. */
function commonPrefix([first, ...others]: readonly string[]): string {
  if (first === undefined) return ''
  for (let end = first.indexOf('-') + 1; end > 0; end = first.indexOf('-', end) + 1) {
    const prefix = first.slice(0, end)
    if (isIdPrefix(prefix) && others.every((id) => id.startsWith(prefix))) return prefix
  }
  return ''
}

/** A failed edit must not leave a partial change. */
function applyEdit(picture: EditedPicture, edit: Edit): EditOutcome {
  const { version } = picture
  try {
    const elements = carryOut(picture, edit)
    const created = creating.has(edit.op) ? elements.map((element) => picture.pathOf(element)) : []
    return { done: true, touched: elements.length, created }
  } catch (error) {
    if (!(error instanceof NotDone)) throw error
    if (picture.version !== version) throw new EditsError('refused', error.message)
    return { done: false, touched: 0, code: error.code, message: error.message }
  }
}

const creating: ReadonlySet<Edit['op']> = new Set(['insert', 'duplicate', 'group', 'ungroup', 'reorder'])

/** @returns the changed and the new elements. */
function carryOut(picture: EditedPicture, edit: Edit): PictureElement[] {
  switch (edit.op) {
    case 'paint':
      return paintParts(picture, edit)
    case 'recolor':
      return recolorParts(picture, edit)
    case 'opacity':
      return setOpacities(picture, edit)
    case 'move':
    case 'scale':
    case 'rotate':
    case 'flip':
      return moveParts(picture, edit)
    case 'crop':
      return cropPicture(picture, edit)
    case 'remove':
      return removeParts(picture, edit)
    case 'duplicate':
      return duplicateParts(picture, edit)
    case 'reorder':
      return reorderParts(picture, edit)
    case 'rename':
      return renameParts(picture, edit)
    case 'insert':
      return insertFragment(picture, edit)
    case 'background':
      return setBackground(picture, edit)
    case 'canvas':
      return setCanvas(picture, edit)
    case 'outline':
      return outlineParts(picture, edit)
    case 'group':
      return groupParts(picture, edit)
    case 'ungroup':
      return ungroupParts(picture, edit)
    case 'text':
      return editTexts(picture, edit)
    case 'simplify':
      return simplifyParts(picture, edit)
  }
}

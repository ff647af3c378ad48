/**
 * svg: makes untrusted SVG safe to store, to serve and to put into a page.
 *
 * Pure: text in, text out; no I/O, no clock, no environment, no other code of this repository. Untrusted text
 * goes extractSvg (find it in a model's answer) -> sanitizeSvg (apply the policy, rewrite in a short form)
 * and while the answer is still being written, previewOf(prefix) does both on the text so far. applyEdits
 * (folder edits) changes stored pictures.
 *
 * isCertainlyVisible (folder visibility) proves without rendering that a picture shows something.
 *
 * The policy is in two tables: elements.ts (elements with their own attributes) and properties.ts (what
 * stylesheets may say, too). A source is parsed strictly (xml.ts, parse.ts), styles become attributes
 * (cascade.ts), the root gets a definite size (root.ts), the tree is copied through the tables (policy.ts)
 * while values that renderers read differently are worked out (resolve.ts, computed.ts), ids and
 * references get their final names and their cost is bounded (references.ts, expansion.ts), and the result
 * is written (serialize.ts).
 */

export { type AnimateOptions, animateSvg } from './animate.ts'
export { toHexColor } from './colors.ts'
export { type ComponentForm, type ComponentOptions, toComponent } from './component.ts'
export { toCurrentColor } from './current-color.ts'
export { toDataUri } from './data-uri.ts'
export type { PictureDescription } from './describe-root.ts'
export type * from './drawing/drawing.ts'
export { toLottie } from './drawing/lottie.ts'
export { type MarkupElement, readMarkup, writeMarkup } from './drawing/markup.ts'
export { invertMatrix, readMatrix } from './drawing/matrices.ts'
export { type Motion, motions } from './drawing/motion.ts'
export * from './drawing/outline.ts'
export { listPaintings, type Painting, placePainting } from './drawing/paintings.ts'
export { readDrawing } from './drawing/read-drawing.ts'
export { toSwiftUi } from './drawing/swift-ui.ts'
export { toVectorDrawable } from './drawing/vector-drawable.ts'
export { type DrawnShape, listDrawnShapes } from './drawn-shapes.ts'
export {
  applyEdits,
  type Box,
  type Edit,
  type EditedSvg,
  type EditOptions,
  type EditOutcome,
  EditsError,
  type EditsErrorCode,
  editSchema,
  listColors,
  listParts,
  type OutcomeCode,
  type Paints,
  type PictureColor,
  type PicturePart,
  type Place,
  type Point,
  revertEdits,
  type Splice,
  type Target,
} from './edits/index.ts'
export { type ExtractedSvg, extractSvg } from './extract.ts'
export { defaultLimits, type SvgLimits } from './limits.ts'
export { identity, type Matrix, multiply } from './matrix.ts'
export type { PictureElement } from './picture.ts'
export { type Placement, placeContent } from './place-content.ts'
export { type Preview, previewOf } from './preview.ts'
export { createPreviewer, type GrowingPreview, type Previewer } from './previewer.ts'
export { readPicture } from './read-picture.ts'
export { withoutReasoning } from './reasoning-blocks.ts'
export type { NoteCode, RejectionCode, SvgNote, SvgRejection } from './report.ts'
export { type SanitizedSvg, type SanitizeOptions, sanitizeSvg } from './sanitize.ts'
export { type SpritePicture, toSprite } from './sprite.ts'
export { showSurroundings } from './surroundings.ts'
export type { ViewBox } from './values.ts'
export { isCertainlyVisible } from './visibility/is-certainly-visible.ts'

/**
 * edits: changes stored pictures by a small language and leaves the rest of them alone. `edit.ts` has the
 * language, `apply-edits.ts` the order in which edits become a picture of the policy again; every operation
 * is a function of a tree (`edited-picture.ts`) in a file that is named after it.
 */
export { applyEdits, type EditedSvg, type EditOptions } from './apply-edits.ts'
export type { Box, Edit, EditOutcome, OutcomeCode, Paints, Place, Point, Splice, Target } from './edit.ts'
export { editSchema } from './edit-schema.ts'
export { EditsError, type EditsErrorCode } from './edits-error.ts'
export { listColors, type PictureColor } from './list-colors.ts'
export { listParts, type PicturePart } from './list-parts.ts'
export { revertEdits } from './splice.ts'

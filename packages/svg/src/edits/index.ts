/**
 * edits: changes stored pictures by a small language. `edit.ts` defines the language. `apply-edits.ts`
 * applies the edits and passes the result through the policy. Each operation is a function on a tree
 * (`edited-picture.ts`), in a file that is named after it.
 */
export { applyEdits, type EditedSvg, type EditOptions } from './apply-edits.ts'
export type { Box, Edit, EditOutcome, OutcomeCode, Paints, Place, Point, Splice, Target } from './edit.ts'
export { editSchema } from './edit-schema.ts'
export { EditsError, type EditsErrorCode } from './edits-error.ts'
export { listColors, type PictureColor } from './list-colors.ts'
export { listParts, type PicturePart } from './list-parts.ts'
export { revertEdits } from './splice.ts'

/**
 * picture: one picture and its actions. `InlinePicture` shows a preview or a picture as live markup in a
 * shadow tree; `PictureStage` shows it on the viewer's sheet, with `useZoom`; `PictureActions` exports,
 * publishes and deletes; `deletedPictures` has the pictures that were deleted on any page.
 */
export { drawAgainPath, pictureFile } from './addresses.ts'
export { deletedPictures, notePictureDeleted } from './deletions.ts'
export { GroundChoice } from './ground-choice.tsx'
export { InlinePicture } from './inline-picture.tsx'
export { parsePicture } from './parse-picture.ts'
export { type ActedPicture, PictureActions } from './picture-actions.tsx'
export { PictureStage } from './picture-stage.tsx'
export { isStyle, nameOfStyle, type StyleName, styleNames } from './styles.ts'
export { NotDrawn, UnderstoodWords } from './understood-words.tsx'
export { useZoom, type Zoom } from './use-zoom.ts'
export { ZoomButtons } from './zoom-buttons.tsx'

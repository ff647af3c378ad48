/**
 * picture: one picture, and what can be done with it. `InlinePicture` draws a preview or a picture as live
 * markup in a shadow tree; `PictureStage` puts it on the viewer's sheet, with `useZoom`; `PictureActions`
 * exports, publishes and deletes; `onPictureDeleted` hears of deletions in all rooms.
 */
export { drawAgainPath, pictureFile } from './addresses.ts'
export { onPictureDeleted, tellPictureDeleted } from './deletions.ts'
export { GroundChoice } from './ground-choice.tsx'
export { InlinePicture } from './inline-picture.tsx'
export { type ActedPicture, PictureActions } from './picture-actions.tsx'
export { PictureStage } from './picture-stage.tsx'
export { isStyle, nameOfStyle, type StyleName, styleNames } from './styles.ts'
export { useGround } from './use-ground.ts'
export { useZoom } from './use-zoom.ts'
export { ZoomButtons } from './zoom-buttons.tsx'

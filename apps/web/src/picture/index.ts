/**
 * picture: one picture and its actions. `InlinePicture` shows a preview or a picture as live markup in a
 * shadow tree; `PictureStage` shows it on the viewer's sheet, with `useZoom`; `PictureActions` exports,
 * publishes and deletes; `deleteWithGrace` deletes pictures after ten seconds in which the user can undo it,
 * and `deletedPictures` has the pictures that are hidden because of this.
 */

export { actOnEach } from './act-on-each.ts'
export { drawAgainPath, pictureFile } from './addresses.ts'
export {
  deletedPictures,
  deletePendingNow,
  deleteWithGrace,
  startDeletions,
  useHiddenPictures,
} from './deletions.ts'
export { describeCredits } from './describe-credits.ts'
export { GroundChoice } from './ground-choice.tsx'
export { InlinePicture, inlinePictureClass } from './inline-picture.tsx'
export { LikeButton } from './like-button.tsx'
export { ModelChoice } from './model-choice.tsx'
export {
  isDrawn,
  listModelOptions,
  nameOfModel,
  useModels,
  usePictureCredits,
  useTraceCredits,
} from './models.ts'
export { type ActedPicture, PictureActions } from './picture-actions.tsx'
export { PictureStage } from './picture-stage.tsx'
export { preparePicture } from './prepare-picture.ts'
export { ReportDialog } from './report-dialog.tsx'
export { saveFile } from './save-file.ts'
export { isStyle, nameOfStyle, type StyleName, styleNames } from './styles.ts'
export { NotDrawn, UnderstoodWords } from './understood-words.tsx'
export { useZoom, type Zoom } from './use-zoom.ts'
export { ZoomButtons } from './zoom-buttons.tsx'

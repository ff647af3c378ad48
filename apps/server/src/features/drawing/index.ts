/**
 * drawing: from a sentence and a model to a picture that may be stored, without a database. Streams the
 * model's answer, publishes previews, extracts and sanitises the picture, and checks its rendering. `jobs`
 * decides what a job is, who pays, and where the picture is stored.
 */
export { renewDescription } from './describe-groups.ts'
export type { DrawingListener, PictureToDraw } from './draw-picture.ts'
export {
  DrawingTimeoutError,
  SpendLimitError,
  UntraceableError,
  UnusablePictureError,
  type UnusableReason,
} from './drawing-errors.ts'
export { idPrefixIn, idPrefixOf } from './id-prefix.ts'
export {
  modelCalled,
  modelUsed,
  pictureRejected,
  vendorTurned,
} from './metric-events.ts'
export { type Drawing, openDrawing } from './open-drawing.ts'
export { showPreviews } from './show-previews.ts'
export { VendorDownError } from './vendor-breaker.ts'

/**
 * exports: a picture in the formats of other programs: PDF, Android, SwiftUI, Lottie, animated SVG, icon
 * sets, areas to cut, and archives of several pictures. Whoever may see a picture may get all of them.
 * Conversions run in a thread of their own, within a time, and their libraries are loaded at first use.
 */
export { deflated, stored } from './archive-options.ts'
export { exportErrors } from './errors.ts'
export { namePictures, type PictureNames } from './file-names.ts'
export { exportLimits } from './limits.ts'
export { exportRoutes } from './routes.ts'

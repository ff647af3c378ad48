/**
 * palettes: lists of colours that an account keeps for its pictures. Those of a workspace are shared by its
 * members.
 */
export { paletteErrors } from './errors.ts'
export { paletteRoutes } from './routes.ts'
export { listPalettes } from './store.ts'

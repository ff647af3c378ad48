/**
 * png: SVG to PNG, in a process that may be killed (`platform/processes`). It changes documents by regular
 * expressions (`size-root.ts`, `name-fonts.ts`, `leave-out-distant.ts`), because its input is text and the
 * changes are only for this library.
 */
export { openPngRenderer, type PngRenderer, type PngRendererOptions } from './open-png-renderer.ts'
export { type Bounds, type Pixels, rendererLimits } from './render-order.ts'

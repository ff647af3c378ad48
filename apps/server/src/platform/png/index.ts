/**
 * png: SVG to PNG, in a process that may be killed (`platform/processes`). It reads the text of documents by
 * patterns (`size-root.ts`, `name-fonts.ts`), because it gets only text, and its changes are for this library
 * alone.
 */
export { openPngRenderer, type PngRenderer, type PngRendererOptions } from './open-png-renderer.ts'
export { type Bounds, type Pixels, rendererLimits } from './render-order.ts'

/**
 * png: SVG to PNG, in a process that may be killed. The rendering library aborts its process on some inputs
 * and computes for minutes on others. So it runs in a separate process, without our environment, that is
 * killed when a document takes too long or too much memory. It reads the text of documents by patterns
 * (`size-root.ts`, `name-fonts.ts`), because it gets only text, and its changes are for this library alone.
 */
export { openPngRenderer, type PngRenderer, type PngRendererOptions } from './open-png-renderer.ts'
export { RenderError, type RenderErrorKind, rendererLimits } from './render-error.ts'
export type { Bounds, Pixels } from './render-order.ts'

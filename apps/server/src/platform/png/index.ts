/**
 * png: SVG to PNG, in a process that may be killed. The rendering library ends its process on some inputs
 * and computes for minutes on others, so it never runs in a process of the service: it has one of its own,
 * without our environment, that is killed when a document takes too long or too much memory.
 */
export { openPngRenderer, type PngRenderer, type PngRendererOptions } from './open-png-renderer.ts'
export { RenderError, type RenderErrorKind, rendererLimits } from './render-error.ts'
export type { Bounds, Pixels } from './render-order.ts'

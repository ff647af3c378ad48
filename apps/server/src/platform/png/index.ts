/**
 * png: SVG to PNG, in a process that may be killed. The rendering library ends its process on some inputs
 * and computes for minutes on others, so it never runs in a process of the service: it has one of its own,
 * without our environment, that is killed when a picture takes too long or too much memory. It reads the text
 * of pictures by patterns (`size-root.ts`, `name-fonts.ts`): text is all that it is sent, and what it changes
 * is for this library alone.
 */
export { openPngRenderer, type PngRenderer, type PngRendererOptions } from './open-png-renderer.ts'
export { RenderError, type RenderErrorKind, rendererLimits } from './render-error.ts'
export type { PictureBounds, Pixels } from './render-order.ts'

/** The largest document that is rendered: its longer side in pixels. */
export const rendererLimits = { sizeMax: 2_048, timeoutMs: 2_000, memoryBytesMax: 512 * 1024 * 1024 }

/**
 * An order for a rendering process. `size` is the longer side of the result, in pixels; `plain` has no size
 * and requests the plain form of the document: no texts, no uses, no inherited attributes.
 */
export type RenderOrder = { as: 'png' | 'pixels' | 'plain'; svg: string; size: number }

/** A box in the units of the document's viewBox. */
export type Bounds = { x: number; y: number; width: number; height: number }

/** A rendered document, on a transparent background. */
export type Pixels = {
  width: number
  height: number
  /** Four bytes a pixel, row by row: red, green, blue, opacity; colours are multiplied by the opacity. */
  rgba: Uint8Array
  /** Around all that it draws, inside the viewBox or not; null when it draws nothing. */
  bounds: Bounds | null
  /** Whether it has text, and the machine no font to draw text with. */
  lacksFonts: boolean
}

/** `png`, `pixels` or `plain`, as in the order. */
export type RenderResult = { png?: Uint8Array; pixels?: Pixels; plain?: string }

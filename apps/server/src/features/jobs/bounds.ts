/** Bounds of a request for pictures. */
export const promptChars = { min: 3, max: 500 }
/** In pixels. */
export const sidePx = { min: 16, max: 4096 }
/** Of the longer side to the shorter one. */
export const ratioMax = 4
export const paletteColorsMax = 8
/** Variations of one prompt. */
export const picturesMax = 4
/** In units of a canvas of 256. */
export const strokeWidthRange = { min: 0.5, max: 24 }
export const idempotencyKeyCharsMax = 128
/** Versions of one picture. */
export const versionsMax = 500

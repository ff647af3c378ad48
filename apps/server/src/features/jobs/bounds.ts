/** Of a request for pictures. */
export const promptChars = { min: 3, max: 500 }
/** Variations of one prompt. */
export const picturesMax = 4
export const idempotencyKeyCharsMax = 128

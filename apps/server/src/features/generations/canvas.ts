/** In pixels: what models draw on, and the size of a picture that names none. */
export const canvasSize = [256, 256] as const

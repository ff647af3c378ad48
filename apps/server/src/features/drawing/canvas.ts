/** In pixels: the canvas of the models, and the size of a picture without one. */
export const canvasSize = [256, 256] as const

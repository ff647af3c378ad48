import { type Placement, placeContent, sanitizeSvg } from '@chatsvg/svg'

/** `svg` and `idPrefix` as the policy wrote the picture. */
export type PictureToPlace = { svg: string; idPrefix: string; placement: Placement }

/**
 * Scales and moves the content of a picture on its canvas.
 *
 * @returns the picture as the policy writes it; as it was, if the policy refuses the result.
 */
export function placePicture({ svg, idPrefix, placement }: PictureToPlace): string {
  const placed = sanitizeSvg(placeContent(svg, placement), { idPrefix })
  return placed.ok ? placed.svg : svg
}

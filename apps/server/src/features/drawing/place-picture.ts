import { type Placement, placeContent, sanitizeSvg } from '@chatsvg/svg'
import { besideModule, type ThreadTask } from '../../platform/threads/index.ts'

/** `svg` and `idPrefix` as the policy wrote the picture. */
export type PictureToPlace = { svg: string; idPrefix: string; placement: Placement }

/** `placePicture` for a thread. */
export const placePictureTask: ThreadTask<PictureToPlace, string> = {
  module: besideModule(import.meta.url, './place-picture'),
  name: 'placePicture',
}

/**
 * Scales and moves the content of a picture on its canvas.
 *
 * @returns the picture as the policy writes it; as it was, if the policy refuses the result.
 */
export function placePicture({ svg, idPrefix, placement }: PictureToPlace): string {
  const placed = sanitizeSvg(placeContent(svg, placement), { idPrefix })
  return placed.ok ? placed.svg : svg
}

import type { Placement, ViewBox } from '@chatsvg/svg'
import type { PictureOfSet } from '../../models/index.ts'
import { ProcessError } from '../../platform/processes/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import type { RenderPixels } from './check-look.ts'
import { placePictureTask } from './thread-tasks.ts'

export type FitDeps = { runTask: ThreadPool['run']; renderPixels: RenderPixels }

/** The longer side of what a picture of a set draws, strokes included, as a share of its canvas. */
export const subjectShare = 216 / 256
/** In 256ths of the canvas: sizes and middles of the pictures of a set differ by less than 2. */
const tolerance = 0.5
const roundsMax = 4
const canvasUnits = 256
const renderSize = 32

/**
 * Scales and moves what a picture draws, so that all pictures of a set have the same size and are centred.
 * Sizes are those of the bounding box with its strokes. Strokes of a fixed width do not grow with the rest,
 * so it measures again until it fits.
 *
 * @returns the picture as the policy writes it; the picture as it is, if it cannot be measured.
 */
export async function fitIntoSet(
  { runTask, renderPixels }: FitDeps,
  picture: { svg: string; idPrefix: string; viewBox: ViewBox },
  { strokeWidth = 0 }: PictureOfSet,
): Promise<string> {
  const { svg, idPrefix, viewBox } = picture
  const [left, top, width, height] = viewBox
  const unit = Math.max(width, height) / canvasUnits
  const stroke = strokeWidth * unit
  const target = Math.max(width, height) * subjectShare
  const placement: Placement = { scale: 1, x: 0, y: 0, ...(stroke > 0 && { strokeWidth: stroke }) }
  let placed = stroke > 0 ? await runTask(placePictureTask, { svg, idPrefix, placement }) : svg
  for (let round = 0; round < roundsMax; round += 1) {
    const bounds = await measure(renderPixels, placed)
    if (!bounds) return placed
    const side = Math.max(bounds.width, bounds.height)
    const [x, y] = [bounds.x + bounds.width / 2, bounds.y + bounds.height / 2]
    const [middleX, middleY] = [left + width / 2, top + height / 2]
    const distance = Math.max(Math.abs(side - target), Math.abs(x - middleX), Math.abs(y - middleY))
    if (distance <= tolerance * unit) return placed
    // The strokes keep their width: only what is between them is scaled.
    const factor = side > 2 * stroke ? (target - stroke) / (side - stroke) : target / side
    placement.scale *= factor
    placement.x = middleX + (placement.x - x) * factor
    placement.y = middleY + (placement.y - y) * factor
    placed = await runTask(placePictureTask, { svg, idPrefix, placement })
  }
  return placed
}

/** What is drawn, in units of the picture; undefined when that is not known, or nothing is drawn. */
async function measure(renderPixels: RenderPixels, svg: string) {
  try {
    const { bounds } = await renderPixels(svg, { size: renderSize })
    return bounds && Math.max(bounds.width, bounds.height) > 0 ? bounds : undefined
  } catch (error) {
    if (error instanceof ProcessError) return undefined
    throw error
  }
}

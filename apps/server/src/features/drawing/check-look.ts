import type { PngRenderer } from '../../platform/png/index.ts'
import { ProcessError, type ProcessErrorKind } from '../../platform/processes/index.ts'
import { UnusablePictureError } from './drawing-errors.ts'
import type { PictureToLookAt } from './finish-answer.ts'
import { findLookProblem, surroundingsFactor } from './look.ts'

export type RenderPixels = PngRenderer['renderPixels']

/**
 * The longer sides of the rendered picture. The small size is enough for nearly all; a problem there may be
 * caused by fine lines, so the picture is then rendered larger.
 */
const glanceSize = 48
const closeSize = 240

/**
 * Renders a sanitised picture small, in another process, and checks the result.
 *
 * @throws UnusablePictureError with the problem, also when rendering takes too long or too much memory, or
 * crashes the renderer.
 */
export async function checkLook(renderPixels: RenderPixels, picture: PictureToLookAt): Promise<void> {
  if ((await findProblem(renderPixels, picture, glanceSize)) === null) return
  const problem = await findProblem(renderPixels, picture, closeSize)
  if (problem !== null) throw new UnusablePictureError('bad_look', problem)
}

/**
 * Renders a changed picture without judging its look, because a user may want it faint or empty.
 *
 * @throws UnusablePictureError when rendering takes too long or too much memory, or crashes the renderer.
 */
export async function assertRenderable(renderPixels: RenderPixels, svg: string): Promise<void> {
  await renderPixels(svg, { size: closeSize }).catch(explainFailure)
}

async function findProblem(
  renderPixels: RenderPixels,
  { surroundings, viewBox, shapes }: PictureToLookAt,
  size: number,
): Promise<string | null> {
  const look = await renderPixels(surroundings, { size: size * surroundingsFactor }).catch(explainFailure)
  // A picture is accepted unchecked if the renderer is busy, or if this machine has no font for its text.
  if (!look || look.lacksFonts) return null
  return findLookProblem(look, { viewBox, shapes })
}

const reasons: Record<Exclude<ProcessErrorKind, 'busy'>, string> = {
  timeout: 'rendering it takes too long',
  out_of_memory: 'rendering it takes too much memory',
  crashed: 'no renderer survives it',
  unreadable: 'it cannot be rendered',
}

function explainFailure(error: unknown): undefined {
  if (!(error instanceof ProcessError)) throw error
  if (error.kind === 'busy') return undefined
  throw new UnusablePictureError(
    'cannot_be_rendered',
    `${reasons[error.kind]}; use fewer and simpler filters, masks, patterns and nested groups`,
  )
}

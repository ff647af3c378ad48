import type { PngRenderer } from '../../platform/png/index.ts'
import { ProcessError } from '../../platform/processes/index.ts'
import type { JobWithGeneration } from '../jobs/index.ts'
import { namePictures } from './file-names.ts'
import type { PictureToPack } from './pack-set.ts'

const pngSize = 512

/**
 * The finished pictures of a set with their names, and as PNG. They are rendered one after the other, so that
 * a set occupies the renderer with one picture at a time. Names do not depend on which pictures are finished.
 *
 * @param client for whom it renders; clients take turns.
 */
export async function collectPictures(
  render: PngRenderer['render'],
  rows: readonly JobWithGeneration[],
  client: string,
): Promise<PictureToPack[]> {
  const names = namePictures(rows.map(({ job }) => job.prompt))
  const pictures: PictureToPack[] = []
  for (const [at, { generation }] of rows.entries()) {
    const named = names[at]
    if (!generation || !named) continue
    const { svg } = generation
    const png = await renderOrNone(render, svg, client)
    pictures.push({ ...named, svg, ...(png && { png }) })
  }
  return pictures
}

/** undefined for a picture that cannot be rendered, or while the renderer is busy. */
async function renderOrNone(render: PngRenderer['render'], svg: string, client: string) {
  try {
    return await render(svg, { size: pngSize, client })
  } catch (error) {
    if (error instanceof ProcessError) return undefined
    throw error
  }
}

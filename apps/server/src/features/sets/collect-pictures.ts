import type { PngRenderer } from '../../platform/png/index.ts'
import { namePictures } from '../exports/index.ts'
import { renderOrNone } from '../gallery/index.ts'
import type { JobWithGeneration } from '../jobs/index.ts'
import type { PictureToPack } from './pack-set.ts'

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

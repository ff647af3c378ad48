import type { Db } from '../../platform/db/index.ts'
import type { PngRenderer } from '../../platform/png/index.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import {
  type ArchiveFile,
  createPictureLister,
  findArchived,
  listMissing,
  namePictures,
  type PictureNames,
} from '../exports/index.ts'
import { componentTask, symbolTask } from './thread-tasks.ts'

export type ArchiveSetDeps = {
  db: Db
  render: PngRenderer['render']
  /** Runs a task in a pool for exports, so that large pictures delay nothing else. */
  runTask: ThreadPool['run']
}

/** A job of the set; `generationId` is null as long as it has no picture. */
export type ArchivedJob = { prompt: string; generationId: string | null }

/**
 * The files of a set: `svg/*.svg`, `png/*.png`, `react/*.tsx` with an index, and `sprite.svg` with a symbol
 * for each picture. Each picture is read when its turn comes, twice, so that the set is never in memory as a
 * whole. Names do not depend on which pictures are finished. Pictures whose files are missing are named in
 * `missing.txt`.
 */
export async function* archiveSet(
  { db, render, runTask }: ArchiveSetDeps,
  userId: string,
  jobs: readonly ArchivedJob[],
): AsyncGenerator<ArchiveFile> {
  const names = namePictures(jobs.map(({ prompt }) => prompt))
  const listPictureFiles = createPictureLister(render)
  const written: { id: string; names: PictureNames }[] = []
  const missing: string[] = []
  for (const [at, { generationId: id }] of jobs.entries()) {
    const [named, picture] = [names[at], id === null ? undefined : await findArchived(db, id, userId)]
    if (named && picture === 'missing') missing.push(named.file)
    if (!named || !picture || picture === 'missing') continue
    const { svg } = picture
    written.push({ id: picture.id, names: named })
    yield* listPictureFiles({ file: named.file, svg }, userId)
    const content = [await runTask(componentTask, { ...named, svg }, undefined, userId)]
    yield { path: `react/${named.component}.tsx`, content }
  }
  yield { path: 'sprite.svg', content: writeSprite() }
  const index = written.map(({ names: { component } }) => `export { ${component} } from './${component}'\n`)
  yield { path: 'react/index.ts', content: index }
  yield* listMissing(missing)

  async function* writeSprite(): AsyncGenerator<string> {
    let end: string | undefined
    for (const { id, names } of written) {
      const picture = await findArchived(db, id, userId)
      if (!picture || picture === 'missing') continue
      const parts = await runTask(symbolTask, { ...names, svg: picture.svg }, undefined, userId)
      yield end === undefined ? parts.head + parts.symbol : parts.symbol
      end = parts.end
    }
    if (end !== undefined) yield end
  }
}

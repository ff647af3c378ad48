import { runChild } from '../child.ts'
import type { Stage } from '../stage.ts'

export type BullTask = {
  connection: { kind: 'redis'; url: string } | { kind: 'postgres'; url: string }
  work: 'add' | 'no-op'
  measureMs: number
}

const schema = new URL('./bull-process.ts', import.meta.url)

/**
 * Jobs a second of BullMQ alone: added with 32 in flight, or processed by one worker with an empty handler, 8
 * at a time.
 */
export async function measureBull(
  stage: Stage,
  backend: 'redis' | 'postgres',
  work: BullTask['work'],
): Promise<number> {
  const measureMs = stage.seconds * 1000
  if (backend === 'redis') {
    await stage.redis?.flush()
    const connection = { kind: 'redis', url: stage.redis?.url ?? '' } as const
    return runChild<number>(schema, { connection, work, measureMs } satisfies BullTask)
  }
  await using database = await stage.createDatabase(`bull-${work}`)
  const connection = { kind: 'postgres', url: database.url } as const
  return await runChild<number>(schema, { connection, work, measureMs } satisfies BullTask)
}

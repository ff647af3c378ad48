import { execFile } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { NotPossible, type Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'

const run = promisify(execFile)

const diskMib = 160
const blockBytes = 256 * 1024
const fullMs = 8_000
/** More than fits into the free space of the tables' pages. */
const jobsWhileFull = { short: 60, full: 300 }

export const diskTroubles: Row[] = [
  {
    id: 'F28',
    title: 'disk of the database full',
    short: false,
    async run(stage) {
      const disk = await moveToSmallDisk(stage)
      try {
        await stage.startApi()
        await stage.startWorker()
        await stage.crowd.post(4)
        let posting: ReturnType<Stage['crowd']['post']> | undefined
        await stage.during(async () => {
          await disk.fill()
          posting = stage.crowd.post(stage.size(jobsWhileFull.short, jobsWhileFull.full), { everyMs: 40 })
          // Clients that are refused repeat the request until there is space.
          await Promise.race([posting, delay(fullMs)])
          await disk.free()
          await stage.servers.postgres.start()
        })
        const posted = (await posting) ?? []
        const refusals = posted.flatMap(({ answers }) => answers.filter((status) => status === 503)).length
        return `${diskMib} MiB filled under load: ${refusals} answers of 503, none lost`
      } finally {
        // The rows are checked afterwards, so the files move back to their old place.
        await stage.slots.close()
        await disk.leave()
      }
    },
  },
]

/**
 * Moves the files of the database to a separate file system. @throws NotPlayable if the process may not mount
 * one.
 */
async function moveToSmallDisk({ servers: { postgres }, folder }: Stage) {
  const data = join(folder, 'postgres')
  const aside = join(folder, 'postgres-aside')
  await postgres.end('fast')
  await run('cp', ['-a', data, aside])
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${diskMib}m,mode=0700`, 'chatsvg-chaos', data])
  } catch {
    await rm(aside, { recursive: true })
    await postgres.start()
    throw new NotPossible('a file system can be mounted only by root')
  }
  await run('cp', ['-a', `${aside}/.`, data])
  await rm(aside, { recursive: true })
  await postgres.start()
  const filler = join(data, 'filler')
  return {
    async fill() {
      const file = await open(filler, 'w')
      const block = Buffer.alloc(blockBytes)
      try {
        for (;;) await file.write(block)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        await file.close()
      }
    },
    free: () => rm(filler, { force: true }),
    async leave() {
      await rm(filler, { force: true })
      await postgres.end('fast')
      await run('cp', ['-a', data, aside])
      await run('umount', [data])
      await rm(data, { recursive: true })
      await run('mv', [aside, data])
      await postgres.start()
    },
  }
}

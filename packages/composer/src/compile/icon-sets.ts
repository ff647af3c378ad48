import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type ArtSetName, artSetFacts } from '../art/set-facts.ts'

/**
 * An icon set in node_modules. All sets together are 37 MB of JSON, so they are not parsed: one pass over the
 * bytes records where each drawing begins and ends. So a service that has to compile its art itself needs
 * little memory. Packages are found by Node's own resolution, so this works from `src/`, from `dist/` and
 * wherever npm hoists them.
 */
export type ArtSet = {
  name: ArtSetName
  names(): Iterable<string>
  has(name: string): boolean
  /** Bytes of the stored drawing, to prefer small ones. */
  bytesOf(name: string): number
  /** The drawing's markup without a root element; undefined if the set has no such drawing. */
  read(name: string): string | undefined
}

const resolver = createRequire(import.meta.url)

/** Reads the parsed JSON file of a data package, for the small files beside the drawings. */
export function readPackageJson<T>(specifier: string): T {
  return JSON.parse(readFileSync(resolver.resolve(specifier), 'utf8')) as T
}

export function openArtSet(name: Exclude<ArtSetName, 'atlas'>): ArtSet {
  const path = resolver.resolve(`${artSetFacts[name].package}/icons.json`)
  const { extents, aliases } = indexDrawings(path)
  const extentOf = (drawing: string) => extents.get(aliases.get(drawing) ?? drawing)
  return {
    name,
    *names() {
      yield* extents.keys()
      yield* aliases.keys()
    },
    has: (drawing) => extentOf(drawing) !== undefined,
    bytesOf: (drawing) => extentOf(drawing)?.length ?? 0,
    read(drawing) {
      const extent = extentOf(drawing)
      return extent && readText(path, extent)
    },
  }
}

type Extent = { at: number; length: number }

/** Longer than any drawing (the largest has 180 KB), and short compared with the whole file. */
const windowBytes = 2 * 1024 * 1024

/** Slides a window over the file, so that indexing a set of 25 MB needs 2 MB of memory. */
function indexDrawings(path: string): { extents: Map<string, Extent>; aliases: Map<string, string> } {
  const extents = new Map<string, Extent>()
  const window = Buffer.allocUnsafe(windowBytes)
  const file = openSync(path, 'r')
  try {
    let base = 0
    let filled = 0
    for (;;) {
      const read = readSync(file, window, filled, windowBytes - filled, base + filled)
      filled += read
      const done = noteDrawings(window.subarray(0, filled), base, extents)
      if (read === 0) return { extents, aliases: readAliases(window.subarray(done, filled), extents) }
      if (done === 0 && filled === windowBytes)
        throw new Error(`${path} holds a drawing longer than ${windowBytes} bytes`)
      window.copyWithin(0, done, filled)
      base += done
      filled -= done
    }
  } finally {
    closeSync(file)
  }
}

/**
 * Records every complete `"name": { "body": "..." }` and returns the end of the last one. A body is markup in
 * a JSON string: its inner quotes are escaped, so the first `>` followed by a bare quote ends it.
 */
function noteDrawings(bytes: Buffer, base: number, extents: Map<string, Extent>): number {
  let last = 0
  for (let key = bytes.indexOf('"body"'); key >= 0; key = bytes.indexOf('"body"', last)) {
    const start = bytes.indexOf('"', key + 6)
    const end = start < 0 ? 0 : bytes.indexOf('>"', start) + 1
    if (end <= 0) break
    const nameEnd = bytes.lastIndexOf('"', key - 1)
    const nameStart = bytes.lastIndexOf('"', nameEnd - 1)
    extents.set(bytes.toString('utf8', nameStart + 1, nameEnd), {
      at: base + start + 1,
      length: end - start - 1,
    })
    last = end
  }
  return last
}

function readAliases(rest: Buffer, extents: Map<string, Extent>): Map<string, string> {
  const aliases = new Map<string, string>()
  const at = rest.indexOf('"aliases"')
  if (at < 0) return aliases
  const tail = JSON.parse(`{${rest.toString('utf8', at)}`) as {
    aliases: Record<string, { parent: string; [transform: string]: unknown }>
  }
  for (const [name, alias] of Object.entries(tail.aliases)) {
    // Mirrored and rotated aliases are skipped: they would need a transform, and no drawing depends on them.
    if (Object.keys(alias).length === 1 && extents.has(alias.parent)) aliases.set(name, alias.parent)
  }
  return aliases
}

function readText(path: string, { at, length }: Extent): string {
  const bytes = Buffer.allocUnsafe(length)
  const file = openSync(path, 'r')
  try {
    readSync(file, bytes, 0, length, at)
  } finally {
    closeSync(file)
  }
  return JSON.parse(`"${bytes.toString('utf8')}"`) as string
}

import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { LRUCache } from 'lru-cache'

/** By place in a bundle. A source map takes megabytes of memory, so that none is kept. */
const known = new LRUCache<string, string>({ maxSize: 2_000, sizeCalculation: () => 1 })
const ownFolder = new URL('.', import.meta.url).href
const place = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g

/**
 * The stack of an error with the places of its sources instead of those in our bundle. Node's own
 * `--enable-source-maps` reads the maps of all loaded code at the start, whether anything fails or not.
 *
 * @returns the stack unchanged outside a bundle, and places without a source map as they are.
 */
export function showSourcePlaces(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>()
  return stack.replace(place, (found, file: string, line: string, column: string) => {
    if (!file.startsWith(ownFolder)) return found
    const cached = known.get(found)
    if (cached !== undefined) return cached
    if (!maps.has(file)) maps.set(file, readSourceMap(file))
    const source = findSource(maps.get(file), file, Number(line), Number(column)) ?? found
    known.set(found, source)
    return source
  })
}

function readSourceMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${file}.map`), 'utf8')))
  } catch {
    return undefined
  }
}

function findSource(map: SourceMap | undefined, file: string, line: number, column: number) {
  const entry = map?.findEntry(line - 1, column - 1)
  if (!entry || !('originalSource' in entry)) return undefined
  return `${new URL(entry.originalSource, file).href}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
}

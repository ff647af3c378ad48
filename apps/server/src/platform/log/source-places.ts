import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { LRUCache } from 'lru-cache'

/** Results by position in a bundle. Source maps take megabytes of memory, so none is kept. */
const known = new LRUCache<string, string>({ maxSize: 2_000, sizeCalculation: () => 1 })
const ownFolder = new URL('.', import.meta.url).href
const place = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g

/**
 * The stack of an error with positions in the sources instead of the bundle. Node's `--enable-source-maps`
 * would read the maps of all loaded code at the start, even if no error occurs.
 *
 * @returns the stack; unchanged outside of a bundle and for positions without a source map.
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

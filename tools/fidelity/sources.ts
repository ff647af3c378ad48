import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'

export type Source = {
  /** The class that it is counted in. */
  group: string
  file: string
  read(): Promise<string>
}

/** The .svg files of a folder and of those in it, in the order of their names; `limit` of each class, which is the first folder below. */
export async function listFiles(folder: string, limit: number): Promise<Source[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.svg'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
  const counts = new Map<string, number>()
  return paths.flatMap((path) => {
    const group = path.includes('/') ? (path.split('/')[0] ?? '.') : '.'
    const count = (counts.get(group) ?? 0) + 1
    counts.set(group, count)
    return count > limit ? [] : [{ group, file: path, read: () => readFile(join(folder, path), 'utf8') }]
  })
}

/** Sets that the composer draws with; each is a file of pictures without their root. */
const iconSets = ['fluent-emoji-flat', 'lucide', 'noto', 'tabler'] as const

type IconSet = {
  width?: number
  height?: number
  icons: Record<string, { body: string; width?: number; height?: number }>
}

/** `count` icons, spread evenly over each of the installed sets. */
export async function listIcons(count: number): Promise<Source[]> {
  const require = createRequire(import.meta.url)
  const each = Math.ceil(count / iconSets.length)
  const sources: Source[] = []
  for (const group of iconSets) {
    const set = JSON.parse(
      await readFile(require.resolve(`@iconify-json/${group}/icons.json`), 'utf8'),
    ) as IconSet
    const icons = Object.entries(set.icons)
    const step = Math.max(1, Math.floor(icons.length / each))
    for (let at = 0; at < icons.length && at / step < each; at += step) {
      const [name, { body, ...own }] = icons[at] ?? ['', { body: '' }]
      const [width, height] = [own.width ?? set.width ?? 16, own.height ?? set.height ?? 16]
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`
      sources.push({ group, file: `${group}/${name}.svg`, read: async () => svg })
    }
  }
  return sources.slice(0, count)
}

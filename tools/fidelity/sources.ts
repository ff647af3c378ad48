import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readIcons } from '../../test/renderers/icons.ts'

export type Source = {
  /** The class in which it is counted. */
  group: string
  file: string
  read(): Promise<string>
}

/**
 * The .svg files of a folder and its subfolders, in the order of their names; at most `limit` of each class,
 * which is the first subfolder.
 */
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

/** Icons of the installed sets; each set is a class. */
export async function listIcons(count: number): Promise<Source[]> {
  const icons = await readIcons(count)
  return icons.map(({ set, name, svg }) => ({
    group: set,
    file: `${set}/${name}.svg`,
    read: async () => svg,
  }))
}

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder `migrations` of the package that this file belongs to, run from source or from `dist`. */
export function migrationsFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'migrations', 'meta', '_journal.json'))) {
    const parent = dirname(folder)
    if (parent === folder)
      throw new Error('The folder `migrations` is missing from this installation of chatSVG.')
    folder = parent
  }
  return join(folder, 'migrations')
}

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A hash of the names and contents of files, except tests. It identifies the sources of a result. */
export function hashFiles(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths.filter((name) => !name.endsWith('.test.ts')))
    hash.update(`${relative(root, path)}\0`).update(readFileSync(path)).update('\0')
  return hash.digest('hex')
}

/** All files below a folder, sorted. */
export function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

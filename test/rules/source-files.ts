import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** Files that git tracks, or would: paths from the root, with `/`. */
export function listFiles(...patterns: string[]): string[] {
  const output = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns],
    { cwd: root, encoding: 'utf8' },
  )
  return output.split('\n').filter((path) => path !== '' && existsSync(join(root, path)))
}

export const readSource = (path: string) => readFileSync(join(root, path), 'utf8')

export type OwnImport = { to: string; typesOnly: boolean }

/** What a file imports of ours, as paths from the root. */
export function listOwnImports(path: string): OwnImport[] {
  const statements = readSource(path).matchAll(
    /^(import|export)( type)?[^'"]*?'(\.{1,2}\/[^']+)'|\bimport\('(\.{1,2}\/[^']+)'\)/gm,
  )
  return [...statements].map(([, , type, fixed, dynamic]) => ({
    to: relative(root, resolve(root, dirname(path), fixed ?? dynamic ?? '')),
    typesOnly: type !== undefined,
  }))
}

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

/** The entry points of the workspaces, by the name of their import. */
const entryPoints: Record<string, string> = {
  '@chatsvg/svg': 'packages/svg/src/index.ts',
  '@chatsvg/composer': 'packages/composer/src/index.ts',
  '@chatsvg/client': 'packages/client/src/index.ts',
}

/** The file that an import of the project's own code names, as a path from the root. */
function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(root, resolve(root, dirname(from), specifier))
  const server = /^@chatsvg\/server\/(.+)$/.exec(specifier)?.[1]
  if (server) return `apps/server/src/${server}${server.startsWith('app/') ? '.ts' : '/index.ts'}`
  return entryPoints[specifier] ?? specifier
}

/** The imports of a file from the project's own code, including types. */
export function listOwnImports(path: string): { to: string }[] {
  const statements = readSource(path).matchAll(
    /^(?:import|export)(?:[^'"]*?\bfrom)? '(\.{1,2}\/[^']+|@chatsvg\/[^']+)'|\bimport\('(\.{1,2}\/[^']+|@chatsvg\/[^']+)'\)/gm,
  )
  return [...statements].map(([, fixed, dynamic]) => ({ to: resolveImport(path, fixed ?? dynamic ?? '') }))
}

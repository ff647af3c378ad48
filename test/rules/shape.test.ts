import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, readSource } from './source-files.ts'

const linesMax = 400
const programLinesMax = 30
const commentColumnsMax = 110
const indexHeaderLinesMax = 15

/** Names that say nothing about their content. */
const emptyNames = /^(utils?|helpers?|common|shared|lib|misc)$/

/** Files of data, which nobody reads from top to bottom. */
const tables = /(^|\/)tables\.ts$|\.data\.ts$/

const code = listFiles('*.ts', '*.tsx', '*.css')

describe('the tree', () => {
  it('has no file with a name that says nothing', () => {
    const unnamed = code.filter((path) =>
      path.split('/').some((part) => emptyNames.test(part.replace(/\.\w+$/, ''))),
    )
    expect(unnamed).toEqual([])
  })

  it('has file names in kebab-case', () => {
    expect(code.filter((path) => !/^[a-z0-9.-]+$/.test(basename(path)))).toEqual([])
  })

  it(`has no file above ${linesMax} lines, and no program above ${programLinesMax}`, () => {
    const long = code.filter((path) => {
      const lines = readSource(path).trimEnd().split('\n').length
      return lines > (/^apps\/\w+\/bin\//.test(path) ? programLinesMax : linesMax) && !tables.test(path)
    })
    expect(long).toEqual([])
  })

  it(`has no comment beyond column ${commentColumnsMax}`, () => {
    const wide = listFiles('*.ts', '*.tsx', '*.mjs').flatMap((path) =>
      readSource(path)
        .split('\n')
        .filter((line) => line.length > commentColumnsMax && /^\s*(\*|\/\/(?! biome-ignore)|\/\*)/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
    expect(wide).toEqual([])
  })

  it('reads the environment in the configuration alone', () => {
    const readers = code.filter(
      (path) =>
        /^(apps|packages)\/\w+\/src\//.test(path) &&
        !path.endsWith('.test.ts') &&
        !path.startsWith('apps/server/src/config/') &&
        /process\.env/.test(readSource(path)),
    )
    expect(readers).toEqual([])
  })

  it('finds programs by PATH, wherever a system has put them', () => {
    const naming = listFiles('*.ts', '*.tsx', '*.mjs').filter(
      (path) =>
        !path.startsWith('test/rules/') && /['"`]\/(usr|opt)\/[\w/-]*s?bin\/\w/.test(readSource(path)),
    )
    expect(naming).toEqual([])
  })

  it('reads NODE_ENV nowhere', () => {
    const asking = code.filter(
      (path) => !path.startsWith('test/rules/') && /\bNODE_ENV\b/.test(readSource(path)),
    )
    expect(asking).toEqual([])
  })

  it('has an index with a header of at most 15 lines in every feature and every part of the platform', () => {
    const parts = new Set(
      listFiles('apps/server/src/features', 'apps/server/src/platform').map((path) =>
        path.split('/').slice(0, 5).join('/'),
      ),
    )
    const wrong = [...parts].filter((part) => {
      const index = listFiles(`${part}/index.ts`)
      const header = index.length === 1 ? /^\/\*\*([\s\S]*?)\*\//.exec(readSource(`${part}/index.ts`)) : null
      return !header || header[0].split('\n').length > indexHeaderLinesMax
    })
    expect(wrong).toEqual([])
  })

  it('keeps SQL in stores, tables and fragments', () => {
    const features = code.filter(
      (path) => path.startsWith('apps/server/src/features/') && !path.endsWith('.test.ts'),
    )
    const wrong = features.filter((path) => {
      const allowed = /(^|-)store\.ts$|^tables\.ts$|^read-[\w-]+\.ts$/.test(basename(path))
      return (
        !allowed &&
        /\bsql`|\b(db|tx)\s*\.(insert|update|delete|select|execute)\(|queryNamed\(/.test(readSource(path))
      )
    })
    expect(wrong.filter((path) => !audited.includes(path))).toEqual([])
  })

  it('carries no address of a registry in its lock file', () => {
    const lock = JSON.parse(readSource('package-lock.json')) as {
      packages: Record<string, { resolved?: string }>
    }
    expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved?.startsWith('http'))).toEqual(
      [],
    )
  })

  it('asks for a locale in the service only where it was decided', () => {
    const service = code.filter(
      (path) => /^(apps\/server|packages\/(svg|composer))\/src\//.test(path) && !path.endsWith('.test.ts'),
    )
    const asking = service.filter((path) =>
      /\.(toLocale\w+|localeCompare)\(|\bIntl\.\w+\(/.test(readSource(path)),
    )
    expect(asking).toEqual(askingForLocales)
  })

  it('has a folder of features that the architecture names', () => {
    const features = new Set(listFiles('apps/server/src/features').map((path) => dirname(path).split('/')[4]))
    const architecture = readSource('ARCHITECTURE.md')
    expect([...features].filter((feature) => !architecture.includes(`${feature}/`))).toEqual([])
  })
})

/** The only use case that is a single insert: the security log. */
const audited = ['apps/server/src/features/accounts/record-audit-event.ts']

/** The first time makes ICU map up to 5 MiB of locales (decision 66). These run when they are asked for. */
const askingForLocales = [
  'apps/server/src/features/billing/read-prices.ts',
  'apps/server/src/features/mail/mailbox-page.ts',
  'apps/server/src/features/margins/read-margins.ts',
]

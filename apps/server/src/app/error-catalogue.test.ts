import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { errorCatalogue } from './error-catalogue.ts'

const features = new URL('../features/', import.meta.url)

/** The codes of a catalogue, as its file exports them. */
async function readCodes(path: string): Promise<string[]> {
  const module = (await import(new URL(path, features).href)) as Record<string, object>
  const [name = ''] = Object.keys(module).filter((exported) => exported.endsWith('Errors'))
  return Object.keys(module[name] ?? {})
}

it('the catalogue has the codes of every feature, and each code belongs to one', async () => {
  const paths = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('/errors.ts'),
  )
  expect(paths.length).toBeGreaterThan(5)
  const codes = (await Promise.all([...paths, '../platform/errors/platform-errors.ts'].map(readCodes))).flat()
  expect(codes.length).toBeGreaterThan(50)
  expect(codes.sort()).toEqual(Object.keys(errorCatalogue).sort())
})

import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'
import { listFiles, readSource, root } from './source-files.ts'

const documents = listFiles('README.md', 'ARCHITECTURE.md', 'STYLE.md', 'SECURITY.md', 'docs/*.md')

/** Folders of this repository; paths elsewhere, such as `data/mail`, begin with other names. */
const ownPath = /^(?:\.ci|apps|bench|deploy|docs|packages|test|tools)\/[\w./-]+$/

/**
 * The files that a document cites: by links, relative to the document, and by paths in backticks, from the
 * root.
 */
function listCited(document: string): string[] {
  const text = readSource(document)
  const linked = [...text.matchAll(/\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g)].map(([, path = '']) =>
    normalize(join(dirname(document), path)),
  )
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)]
    .map(([, path = '']) => path.replace(/:\d+$/, ''))
    .filter((path) => ownPath.test(path) && !/(?:^|\/)(?:dist|node_modules)(?:\/|$)/.test(path))
  return [...linked, ...quoted]
}

/** Sources are often named by the end of their path, such as `config/env.ts`. */
const sourceName = /^[\w./-]+\.(?:ts|tsx|mjs|css)$/
/** Names of a kind of file, or of a file that a user downloads. */
const conventions = new Set(['-store.ts', 'component.tsx'])
const ends = listFiles('*.ts', '*.tsx', '*.mjs', '*.css').map((path) => `/${path}`)

it('no document cites a source that does not exist', () => {
  const cited = documents.flatMap((document) =>
    [...readSource(document).matchAll(/`([^`\s]+)`/g)]
      .map(([, name = '']) => ({ document, name }))
      .filter(({ name }) => sourceName.test(name) && !conventions.has(name)),
  )
  expect(cited.length).toBeGreaterThan(50)
  expect(cited.filter(({ name }) => !ends.some((path) => path.endsWith(`/${name}`)))).toEqual([])
})

it('no document cites a file that does not exist', () => {
  const cited = documents.flatMap((document) => listCited(document).map((path) => ({ document, path })))
  expect(cited.length).toBeGreaterThan(100)
  expect(cited.filter(({ path }) => !existsSync(join(root, path)))).toEqual([])
})

import { expect, it } from 'vitest'
import { renderTree, replaceTree } from '../../tools/tree/render-tree.ts'
import { listFiles, readSource, root } from './source-files.ts'

it('ARCHITECTURE.md shows the current tree, as npm run tree writes it', () => {
  const document = readSource('ARCHITECTURE.md')
  expect(document).toContain('## The tree')
  expect(replaceTree(document, renderTree(root, listFiles()))).toBe(document)
})

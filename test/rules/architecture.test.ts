import { expect, it } from 'vitest'
import { renderTree, replaceTree } from '../../tools/tree/render-tree.ts'
import { listFiles, readSource, root } from './source-files.ts'

it('ARCHITECTURE.md shows the tree as it is: npm run tree writes it anew', () => {
  const document = readSource('ARCHITECTURE.md')
  expect(document).toContain('## The tree')
  expect(replaceTree(document, renderTree(root, listFiles()))).toBe(document)
})

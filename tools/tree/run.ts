import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { endWithReader } from '../../apps/server/src/platform/standard-output/index.ts'
import { renderTree, replaceTree } from './render-tree.ts'

endWithReader()

const root = join(import.meta.dirname, '../..')
const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
const document = join(root, 'ARCHITECTURE.md')
writeFileSync(document, replaceTree(readFileSync(document, 'utf8'), renderTree(root, files)))

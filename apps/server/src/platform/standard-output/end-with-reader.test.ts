import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../../..')

it.each([
  ['admin', 'dist/bin/admin.js --help'],
  ['bench', '--import tsx --conditions=chatsvg-source bench/run.ts --help'],
  ['seed', '--import tsx --conditions=chatsvg-source tools/seed/run.ts --help'],
])(
  'the help of %s ends without a message when its reader has left',
  (_name, command) => {
    // `true` has ended long before the program writes.
    const { stderr, stdout } = spawnSync('sh', ['-c', `"$0" ${command} | true`, process.execPath], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ stderr, stdout }).toEqual({ stderr: '', stdout: '' })
  },
  60_000,
)

import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { createTestFolder } from '../harness/folder.ts'
import { keep } from '../harness/keep.ts'
import { startService } from '../harness/service.ts'

const root = join(import.meta.dirname, '../..')

it('the example of the README draws a picture when it is pasted unchanged', async () => {
  const example = await readExample()
  expect(example).toContain('http://localhost:4000/')
  const folder = keep(await createTestFolder())
  const { url } = keep(await startService('all', { DATA_DIR: join(folder.path, 'data') }))

  const { code, output } = await runInShell(example.replaceAll('http://localhost:4000', url), folder.path)

  expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("status: 'SUCCEEDED'") })
  const [, file = '', address = ''] = /^saved as (\S+), and at (\S+)$/m.exec(output) ?? []
  const saved = await readFile(file, 'utf8')
  expect(saved).toMatch(/^<svg [\s\S]*<\/svg>\s*$/)
  expect(await (await fetch(address)).text()).toBe(saved)
})

/** All `bash` blocks of the section, one after the other. */
async function readExample(): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const section = readme.split(/^## /m).find((part) => part.startsWith('Your first picture')) ?? ''
  return [...section.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block]) => block).join('')
}

/**
 * Stops at the first command that fails, as a reader would. Files of the script are deleted with `folder`.
 */
async function runInShell(script: string, folder: string): Promise<{ code: number | null; output: string }> {
  const env = { PATH: process.env.PATH, TMPDIR: folder }
  const child = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, code] = await Promise.all([
    text(child.stdout),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ])
  return { code, output }
}

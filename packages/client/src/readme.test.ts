import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { keep } from '../../../test/harness/keep.ts'

const folder = join(import.meta.dirname, '..')
/** Inside the project, so that the examples find the package, and ignored by git. */
const temporary = join(folder, '../../.tmp')
const run = promisify(execFile)

// Each example is a process of its own, which compiles what it imports.
const examplesTimeoutMs = 120_000

it('the examples of the README run as they stand', { timeout: examplesTimeoutMs }, async () => {
  const examples = [
    ...(await readFile(join(folder, 'README.md'), 'utf8')).matchAll(/^```ts\n([\s\S]*?)^```$/gm),
  ]
  const api = keep(await startTestApi({}, { worker: true }))
  await mkdir(temporary, { recursive: true })
  const examplesFolder = await mkdtemp(join(temporary, 'readme-'))
  onTestFinished(() => rm(examplesFolder, { recursive: true }))

  const outputs = await Promise.all(
    examples.map(async ([, example = ''], at) => {
      const path = join(examplesFolder, `example-${at}.ts`)
      await writeFile(path, example.replaceAll('http://localhost:4000', api.url))
      return (await run(process.execPath, ['--conditions=chatsvg-source', '--import', 'tsx', path])).stdout
    }),
  )

  expect(outputs[0]).toMatch(/SUCCEEDED 100\n<svg [\s\S]*<\/svg>/)
  expect(outputs[1]).toBe('401 no_token\n')
})

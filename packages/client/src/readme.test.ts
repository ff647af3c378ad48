import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'rolldown'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { createTestFolder } from '../../../test/harness/folder.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'

const source = join(import.meta.dirname, '..')
const run = promisify(execFile)

/** A project of a user that has only the package, as it is published. */
const project = keepForSuite(await createTestFolder())
const installed = join(project.path, 'node_modules', '@chatsvg', 'client')
await mkdir(installed, { recursive: true })
const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project.path], { cwd: source })
const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[]
await run('tar', [
  '-xzf',
  join(project.path, packed?.filename ?? ''),
  '-C',
  installed,
  '--strip-components=1',
])

it('the examples of the README run as they stand, with the published package', async () => {
  const examples = [
    ...(await readFile(join(source, 'README.md'), 'utf8')).matchAll(/^```js\n([\s\S]*?)^```$/gm),
  ]
  const api = keep(await startTestApi({}, { worker: true }))
  const { key } = await makeKey((await api.signUp()).client)
  const outputs: string[] = []
  for (const [at, [, example = '']] of examples.entries()) {
    const path = join(project.path, `example-${at}.mjs`)
    await writeFile(path, example.replaceAll('http://localhost:4000', api.url))
    const options = { cwd: project.path, env: { ...process.env, CHATSVG_KEY: key } }
    outputs.push((await run(process.execPath, [path], options)).stdout)
  }
  expect(await readFile(join(project.path, 'fox.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>$/)
  expect(outputs).toEqual([
    expect.stringMatching(/^<svg [\s\S]*<\/svg>\n$/),
    expect.stringMatching(/^7 credits are left\n[\s\S]*SUCCEEDED 100\n<svg [\s\S]*<\/svg>\n$/),
    '401 malformed_api_key\n',
  ])
})

it('the package has code and types alone, no dependency, and less than 10 KB', async () => {
  expect(
    packed?.files.map(({ path }) => path).filter((path) => !/^dist\/[\w.-]+\.(js|d\.ts)$/.test(path)),
  ).toEqual(['README.md', 'package.json'])
  const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    dependencies?: object
  }
  expect(dependencies).toBeUndefined()
  const { output } = await build({
    input: join(installed, 'dist', 'index.js'),
    output: { minify: true },
    write: false,
  })
  expect(gzipSync(output[0].code).length).toBeLessThan(10_000)
})

it('the types of the package are complete', async () => {
  const file = join(project.path, 'typed.mts')
  await writeFile(
    file,
    `import { type Client, createClient, CreditsError } from '@chatsvg/client'
     const client: Client = createClient({ apiKey: process.argv[2] })
     const { svg, job } = await client.generate({ prompt: 'a fox', style: 'flat' })
     const text: string = svg + job?.status
     // @ts-expect-error there is no such style
     await client.generate({ prompt: 'a fox', style: 3 })
     for await (const { progress } of client.watch('id')) console.log(progress.toFixed(0), text)
     console.log(new CreditsError(402, {}).code)`,
  )
  const compiler = join(source, '../../node_modules/typescript/bin/tsc')
  const types = join(source, '../../node_modules/@types')
  const flags = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--typeRoots',
    types,
    '--types',
    'node',
  ]
  await expect(run(process.execPath, [compiler, ...flags, file], { cwd: project.path })).resolves.toBeTruthy()
})

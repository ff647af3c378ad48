import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { openCommandLine } from '../../../test/harness/command-line.ts'
import { createTestFolder } from '../../../test/harness/folder.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'

const run = promisify(execFile)

/** A project of a user that has installed the package as it is published, without a registry. */
const project = keepForSuite(await createTestFolder())
const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project.path], {
  cwd: join(import.meta.dirname, '..'),
})
const [packed] = JSON.parse(stdout) as { filename: string; size: number; files: { path: string }[] }[]
await writeFile(join(project.path, 'package.json'), '{ "private": true }')
const install = [
  'install',
  '--offline',
  '--no-audit',
  '--no-fund',
  join(project.path, packed?.filename ?? ''),
]
await run('npm', install, { cwd: project.path })
const program = join(project.path, 'node_modules', '.bin', 'chatsvg')

it('has the program, the art, the renderer and the licences alone, and no dependency', async () => {
  const paths = packed?.files.map(({ path }) => path) ?? []
  expect(paths.filter((path) => !/^dist\/[\w-]+\.js$/.test(path)).sort()).toEqual([
    'README.md',
    'dist/LICENCES.txt',
    'dist/LICENSE',
    'dist/NOTICE',
    'dist/composer.art',
    'dist/resvg.wasm',
    'package.json',
  ])
  expect(packed?.size).toBeLessThan(8_000_000)
  const { stdout: installed } = await run('npm', ['ls', '--all', '--json'], { cwd: project.path })
  expect(Object.keys((JSON.parse(installed) as { dependencies: object }).dependencies)).toEqual(['chatsvg'])
})

it('draws offline, the same each time, without a service and without a login', async () => {
  const { run: runIn, read } = keep(await openCommandLine())
  const offline = ['draw', 'a red fox under a tree', '--offline']
  const ended = await runIn([...offline, '-o', 'fox.svg', '--size', '512'], { program: [program] })
  expect(ended).toEqual({ status: 0, output: 'fox.svg\n', errors: '' })
  expect(await read('fox.svg')).toMatch(
    /^<svg [^>]*width="512" height="512"[\s\S]*a red fox under a tree[\s\S]*<\/svg>$/,
  )
  const [first, second] = [
    await runIn([...offline, '-o', '-'], { program: [program] }),
    await runIn([...offline, '-o', '-'], { program: [program] }),
  ]
  expect(first.output).toMatch(/^<svg [\s\S]*<\/svg>$/)
  expect(second).toEqual(first)
})

it('draws several different pictures offline, says what it left out, and fails for what it does not know', async () => {
  const { run: runIn, read } = keep(await openCommandLine())
  const several = await runIn(
    ['draw', 'a fox and a flurgwump', '--offline', '--n', '3', '--json', '-o', 'f.svg'],
    {
      program: [program],
    },
  )
  expect(several.status).toBe(0)
  const { pictures } = JSON.parse(several.output) as { pictures: { file: string; report: object }[] }
  expect(pictures.map(({ file }) => file)).toEqual(['f-1.svg', 'f-2.svg', 'f-3.svg'])
  expect(pictures[0]?.report).toMatchObject({ leftOut: [{ words: expect.stringContaining('flurgwump') }] })
  expect(new Set(await Promise.all(pictures.map(({ file }) => read(file)))).size).toBe(3)
  const unknown = await runIn(['draw', '-', '--offline', '-o', '-'], {
    input: 'a flurgwump',
    program: [program],
  })
  expect(unknown).toMatchObject({ status: 1, output: '', errors: expect.stringContaining('No word') })
})

it('draws with a service, without the art, and without the renderer where no terminal shows images', async () => {
  const api = keep(await startTestApi({}, { worker: true }))
  const { client } = await api.signUp()
  const { key } = await makeKey(client)
  const { run: runIn, read } = keep(await openCommandLine({ CHATSVG_URL: api.url, CHATSVG_KEY: key }))
  const files = ['composer.art', 'resvg.wasm'].map((name) =>
    join(project.path, 'node_modules', 'chatsvg', 'dist', name),
  )
  const contents = await Promise.all(files.map((path) => readFile(path)))
  for (const path of files) await rm(path)
  const ended = await runIn(['draw', 'a red fox', '-o', 'fox.svg'], { program: [program] })
  for (const [at, path] of files.entries()) await writeFile(path, contents[at] ?? '')
  expect(ended).toEqual({ status: 0, output: 'fox.svg\n', errors: '9 credits left.\n' })
  expect(await read('fox.svg')).toMatch(/^<svg [\s\S]*<\/svg>$/)
})

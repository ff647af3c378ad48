import { readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { openCommandLine } from '../../../test/harness/command-line.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../test/harness/ledger.ts'

const api = keepForSuite(await startTestApi({}, { worker: true }))

async function open() {
  const user = await api.signUp()
  const { key } = await makeKey(user.client)
  const commandLine = keep(await openCommandLine({ CHATSVG_URL: api.url, CHATSVG_KEY: key }))
  const balance = async () =>
    ((await user.client.get('/auth/current-user')).body as { credits: number }).credits
  return { ...user, ...commandLine, balance }
}

const isPicture = expect.stringMatching(/^<svg [\s\S]*<\/svg>$/)
const firstPicture = (output: string) =>
  (JSON.parse(output) as { pictures: { id: string; file: string; parentId?: string }[] }).pictures[0]

describe('draw', () => {
  it('writes the file of the service and prints its path, without progress where nobody watches', async () => {
    const { run, read, client } = await open()
    expect(await run(['draw', 'a red fox under a tree', '-o', 'fox.svg'])).toEqual({
      status: 0,
      output: 'fox.svg\n',
      errors: '9 credits left.\n',
    })
    const { generations } = (await client.get('/user/generations')).body as { generations: { id: string }[] }
    expect(await read('fox.svg')).toBe((await client.get(`/svg/${generations[0]?.id}/file.svg`)).text)
  })

  it('draws several pictures in numbered files, with all options, and reports them as JSON', async () => {
    const { run, read, balance } = await open()
    const options = ['--n', '3', '--size', '512x256', '--style', 'outline', '--palette', '#112233,#ffcc00']
    const rest = ['--background', 'none', '--model', 'composer', '--private', '--json']
    const ended = await run(['draw', 'a red fox under a tree', '-o', 'out/fox.svg', ...options, ...rest])
    expect(ended.status).toBe(0)
    const picture = { style: 'outline', model: 'composer', privacy: true, prompt: 'a red fox under a tree' }
    expect(JSON.parse(ended.output)).toEqual({
      pictures: [1, 2, 3].map((number) => ({
        ...picture,
        id: expect.any(String),
        jobId: expect.any(String),
        createdAt: expect.any(String),
        report: expect.objectContaining({ leftOut: [] }),
        file: `out/fox-${number}.svg`,
      })),
      failed: [],
      cancelled: [],
      credits: 7,
    })
    const files = await Promise.all([1, 2, 3].map((number) => read(`out/fox-${number}.svg`)))
    expect(files).toEqual([isPicture, isPicture, isPicture])
    expect(new Set(files).size).toBe(3)
    for (const file of files) expect(file).toMatch(/^<svg [^>]*viewBox="0 0 512 256"/)
    expect(await balance()).toBe(7)
  })

  it('reads the sentence from standard input and writes the picture to standard output', async () => {
    const { run } = await open()
    const ended = await run(['draw', '-', '-o', '-'], { input: 'a blue house\n' })
    expect(ended).toMatchObject({ status: 0, output: isPicture })
    expect(ended.output).toContain('a blue house')
  })

  it('names files by the sentence, and replaces none that it was not told to', async () => {
    const { run, folder } = await open()
    for (const file of ['a-house.svg', 'a-house-2.svg'])
      expect(await run(['draw', 'A house!'])).toMatchObject({ status: 0, output: `${file}\n` })
    expect((await readdir(folder)).sort()).toEqual(['a-house-2.svg', 'a-house.svg'])
  })

  it('says what it left out, and fails for what it does not understand, whose credit comes back', async () => {
    const { run, balance } = await open()
    const partly = await run(['draw', 'a house beside a flurgwump', '-o', '-'])
    expect(partly).toMatchObject({
      status: 0,
      errors: expect.stringMatching(/^Left out: .*flurgwump.* \(not understood\)/),
    })
    const failed = await run(['draw', 'the flurgwump of a snorvel', '-o', 'x.svg', '--json'])
    expect(failed.status).toBe(1)
    expect(JSON.parse(failed.output)).toMatchObject({ pictures: [], failed: [{ code: 'NOT_UNDERSTOOD' }] })
    expect(await balance()).toBe(9)
  })
})

describe('edit', () => {
  it('makes a new version of a drawn file, wherever the file has gone', async () => {
    const { run, read, folder, client, balance } = await open()
    const drawn = firstPicture((await run(['draw', 'a red fox', '-o', 'fox.svg', '--json'])).output)
    const before = await read('fox.svg')
    await rename(join(folder, 'fox.svg'), join(folder, 'animal.svg'))
    expect(await run(['edit', 'animal.svg', 'make the fox blue'])).toEqual({
      status: 0,
      output: 'animal.svg\n',
      errors: '8 credits left.\n',
    })
    const after = await read('animal.svg')
    expect(after).toEqual(isPicture)
    expect(after).not.toBe(before)
    const again = await run(['edit', 'animal.svg', '-', '-o', 'green.svg', '--json'], {
      input: 'make the fox green',
    })
    const green = firstPicture(again.output)
    const { versions } = (await client.get(`/svg/${drawn?.id}/versions`)).body as {
      versions: { id: string; parentId: string | null }[]
    }
    expect(versions.map(({ id }) => id)).toEqual([drawn?.id, green?.parentId, green?.id])
    expect(await read('animal.svg')).toBe(after)
    expect(await balance()).toBe(7)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('uploads a file that it did not draw as a private picture, and says so', async () => {
    const { run, read, folder, client } = await open()
    const dot =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99"><title>Dot</title><circle cx="49" cy="49" r="33" fill="#d9442b" onclick="x()"/></svg>'
    await writeFile(join(folder, 'dot.svg'), dot)
    const ended = await run(['edit', 'dot.svg', 'make the background blue', '--json'])
    expect(ended).toMatchObject({ status: 0, errors: expect.stringContaining('uploaded, as private') })
    expect(ended.errors).toMatch(/changed in the file: .*onclick/)
    expect(await read('dot.svg')).toContain('#d9442b')
    const { parentId = '', id = '' } = firstPicture(ended.output) ?? {}
    for (const picture of [parentId, id])
      expect((await client.get(`/svg/${picture}`)).body).toMatchObject({ svgGeneration: { privacy: true } })
  })

  it('passes pictures through pipes, and takes the id of a picture', async () => {
    const { run, read } = await open()
    const { output } = await run(['draw', 'a red fox', '-o', '-'])
    const piped = await run(['edit', '-', 'make the fox blue', '-o', '-'], { input: output })
    expect(piped).toMatchObject({ status: 0, output: isPicture, errors: '8 credits left.\n' })
    const house = firstPicture((await run(['draw', 'a house', '-o', 'house.svg', '--json'])).output)
    const other = await run([
      'edit',
      'house.svg',
      'make the house green',
      '--id',
      house?.id ?? '',
      '-o',
      'b.svg',
    ])
    expect(other).toMatchObject({ status: 0, output: 'b.svg\n' })
    expect(await read('b.svg')).not.toBe(await read('house.svg'))
  })
})

describe('set', () => {
  const lines = 'a house\n\n  a bell \na star\n'

  it('writes a file for each line into a folder', async () => {
    const { run, folder, read } = await open()
    await writeFile(join(folder, 'icons.txt'), lines)
    const options = ['--style', 'outline', '--stroke-width', '12', '-o', 'icons']
    expect(await run(['set', 'icons.txt', ...options])).toMatchObject({
      status: 0,
      output: 'icons/a-house.svg\nicons/a-bell.svg\nicons/a-star.svg\n',
    })
    expect(await read('icons/a-bell.svg')).toEqual(isPicture)
  })

  it('saves the archive of the service', async () => {
    const { run, folder, read } = await open()
    const ended = await run(['set', '-', '-o', 'icons.zip'], { input: lines })
    expect(ended).toMatchObject({ status: 0, output: 'icons.zip\n' })
    expect(await readdir(folder)).toEqual(['icons.zip'])
    expect(await read('icons.zip')).toMatch(/^PK[\s\S]*\.png[\s\S]*\.tsx/)
  })

  it('saves what was drawn and fails when a line was not', async () => {
    const { run } = await open()
    const ended = await run(['set', '-', '-o', 'icons'], { input: 'a house\nsnorvel flurgwump\n' })
    expect(ended).toMatchObject({ status: 1, output: 'icons/a-house.svg\n' })
    expect(ended.errors).toContain('Not drawn: snorvel flurgwump.')
  })
})

describe('the account', () => {
  it('lists pictures in pages, fetches one, and shows the credits', async () => {
    const { run, read } = await open()
    for (const thing of ['house', 'bell', 'star']) await run(['draw', `a ${thing}`])
    const page = await run(['history', '--limit', '2'])
    expect(page.output).toMatch(/^[\w-]{36} {2}[\d-]{10} [\d:]{5} {2}flat {6}a star\n[\w-]{36} .*a bell\n$/)
    const [, cursor = ''] = /--cursor (\S+)/.exec(page.errors) ?? []
    const rest = await run(['history', '--cursor', cursor, '--json'])
    const { pictures } = JSON.parse(rest.output) as { pictures: { id: string; prompt: string }[] }
    expect(pictures.map(({ prompt }) => prompt)).toEqual(['a house'])
    expect(await run(['get', pictures[0]?.id ?? '', '-o', 'again.svg'])).toMatchObject({
      output: 'again.svg\n',
    })
    expect(await read('again.svg')).toBe(await read('a-house.svg'))
    expect(await run(['credits'])).toEqual({ status: 0, output: '7 credits, plan FREE\n', errors: '' })
  })
})

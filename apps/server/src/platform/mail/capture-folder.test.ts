import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { listCapturedMail, openMailTransport, readCapturedMail } from './index.ts'

const never = () => new AbortController().signal

async function openCapture() {
  const parent = keep(await createTestFolder(0o755))
  const folder = join(parent.path, 'data', 'mail')
  const transport = keep(openMailTransport({ kind: 'capture', folder }, { from: 'a@b.test' }))
  const capture = async (subject = 'Hello', id = uuidv7()) => {
    const mail = { id, to: 'reader@example.com', subject, html: '<p>hi</p>', text: 'hi' }
    return { id, outcome: await transport.send(mail, never()) }
  }
  return { folder, capture }
}

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

test('a captured mail can be read by this account alone', async () => {
  const { folder, capture } = await openCapture()
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const { id, outcome } = await capture()
  expect(outcome).toBe('captured')
  expect(await modeOf(folder)).toBe('700')
  expect(await modeOf(join(folder, `${id}.json`))).toBe('600')
  expect(await readCapturedMail(folder, id)).toMatchObject({
    id,
    to: 'reader@example.com',
    subject: 'Hello',
    html: '<p>hi</p>',
    text: 'hi',
  })
})

test('captured again, a mail is still one, with the newer text', async () => {
  const { folder, capture } = await openCapture()
  const { id } = await capture('First')
  await capture('Second', id)
  expect(await listCapturedMail(folder)).toMatchObject([{ id, subject: 'Second' }])
})

test('the newest 200 are kept, listed newest first', async () => {
  const { folder, capture } = await openCapture()
  const ids: string[] = []
  for (let count = 0; count < 205; count += 1) ids.push((await capture(`Number ${count}`)).id)
  const kept = await listCapturedMail(folder)
  expect(kept.map(({ id }) => id)).toEqual(ids.slice(5).reverse())
})

test('parallel writes leave complete files and nothing else', async () => {
  const { folder, capture } = await openCapture()
  await Promise.all(Array.from({ length: 40 }, (_, index) => capture(`Number ${index}`)))
  expect(await listCapturedMail(folder)).toHaveLength(40)
  expect((await readdir(folder)).every((name) => name.endsWith('.json'))).toBe(true)
})

test('an unfinished file of a killed process is no mail, and is deleted after a minute', async () => {
  const { folder, capture } = await openCapture()
  await capture()
  const [fresh, old] = [join(folder, 'a.fresh.tmp'), join(folder, 'b.old.tmp')]
  await writeFile(fresh, '{"id":')
  await writeFile(old, '{"id":')
  const before = new Date(Date.now() - 120_000)
  await utimes(old, before, before)
  await writeFile(join(folder, 'torn.json'), '{"id":')
  await capture()
  expect(await listCapturedMail(folder)).toHaveLength(2)
  const names = await readdir(folder)
  expect(names).toContain('a.fresh.tmp')
  expect(names).not.toContain('b.old.tmp')
})

test('a missing folder contains no mail, and no name leads out of it', async () => {
  const { folder, capture } = await openCapture()
  expect(await listCapturedMail(folder)).toEqual([])
  await capture()
  await writeFile(join(folder, '..', 'secrets.json'), '{"id":"secret"}')
  for (const id of ['../secrets', '..%2fsecrets', '/etc/passwd', '', '.'])
    expect(await readCapturedMail(folder, id)).toBeUndefined()
})

test('a folder that cannot be written is a temporary failure', async () => {
  const parent = keep(await createTestFolder())
  await writeFile(join(parent.path, 'mail'), 'a file, not a folder')
  const transport = keep(
    openMailTransport({ kind: 'capture', folder: join(parent.path, 'mail') }, { from: 'a@b.test' }),
  )
  const mail = { id: uuidv7(), to: 'reader@example.com', subject: 'Hello', html: '', text: '' }
  await expect(transport.send(mail, never())).rejects.toMatchObject({ kind: 'temporary' })
})

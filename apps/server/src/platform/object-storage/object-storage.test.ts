import { expect, it, onTestFinished } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { startS3Server } from '../../../../../test/harness/s3-server.ts'
import { startTcpProxy } from '../../../../../test/harness/tcp-proxy.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { nameObject, ObjectMissingError, ObjectStorageError, openObjectStorage } from './index.ts'
import type { ObjectOptions } from './open-object-storage.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>Füchse &amp; 🦊</title></svg>'
const bytes = Buffer.byteLength(svg)

async function open(change: Record<string, string> = {}, log?: ObjectOptions['log']) {
  const s3 = keep(await startS3Server())
  const env = { ...s3.environment, ...change } as Record<string, string>
  const connect = (endpoint = env.S3_ENDPOINT ?? '') =>
    openObjectStorage(
      {
        endpoint,
        bucket: env.S3_BUCKET ?? '',
        region: env.S3_REGION ?? '',
        accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
        secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
      },
      { prefix: 'svg/', suffix: '.svg', contentType: 'image/svg+xml', ...(log && { log }) },
    )
  return { s3, connect, objects: connect() }
}

it('a text is stored once under the hash of its bytes, and read back', async () => {
  const { s3, connect, objects } = await open()
  await objects.put(svg)
  await objects.put(svg)
  expect([...s3.objects.keys()]).toEqual([`svg/${nameObject(svg)}.svg`])
  expect(await connect().get(nameObject(svg), bytes)).toBe(svg)
  await objects.remove(nameObject(svg))
  await objects.remove(nameObject(svg))
  expect(s3.objects.size).toBe(0)
})

it('readers of one object share a request, and later ones need none', async () => {
  const { s3, objects } = await open()
  await objects.put(svg)
  const read = () => objects.get(nameObject(svg), bytes)
  expect(new Set([...(await Promise.all([read(), read(), read()])), await read()])).toEqual(new Set([svg]))
  expect(s3.answered.filter((line) => line.startsWith('GET'))).toHaveLength(1)
})

it('an object that is missing, cut, changed or too long is never read as a picture', async () => {
  const { s3, objects } = await open()
  const name = nameObject(svg)
  const read = () => objects.get(name, bytes)
  await expect(read()).rejects.toThrow(ObjectMissingError)
  for (const body of ['', svg.slice(0, -1), svg.replace('🦊', '🐻')]) {
    s3.objects.set(`svg/${name}.svg`, { body: Buffer.from(body), writtenAt: new Date() })
    await expect(read()).rejects.toThrow(ObjectMissingError)
  }
  s3.objects.set(`svg/${name}.svg`, { body: Buffer.alloc(50_000_000, svg), writtenAt: new Date() })
  await expect(read()).rejects.toThrow(ObjectMissingError)
  // The last one was not asked for again.
  expect(s3.answered).toHaveLength(4)
})

it('a missing object is logged once, and an answer that is not of an S3 is no missing object', async () => {
  const logged: object[] = []
  const log = { warn: () => {}, error: (about: object) => void logged.push(about) }
  const { s3, objects } = await open({}, log)
  const read = () => objects.get(nameObject(svg), bytes)
  for (const _time of [1, 2]) await expect(read()).rejects.toThrow(ObjectMissingError)
  expect(logged).toMatchObject([{ object: `svg/${nameObject(svg)}.svg` }])
  s3.onRequest = () => 404
  const error = await read().catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ObjectStorageError)
  expect(error).not.toBeInstanceOf(ObjectMissingError)
})

it('what fails for a moment is tried again', async () => {
  const { s3, objects } = await open()
  const outcomes = [503, 'cut', 'as usual'] as const
  let at = 0
  s3.onRequest = () => outcomes[at++] ?? 'as usual'
  await objects.put(svg)
  expect([at, s3.objects.size]).toEqual([3, 1])
})

it.each([
  ['S3_SECRET_ACCESS_KEY', 'SignatureDoesNotMatch'],
  ['S3_ACCESS_KEY_ID', 'InvalidAccessKeyId'],
  ['S3_REGION', 'AuthorizationHeaderMalformed'],
  ['S3_BUCKET', 'no such bucket'],
])('with another %s nothing is stored, and the error says why without secrets', async (variable, message) => {
  const { s3, objects } = await open({ [variable]: 'other-than-configured' })
  const failure = await objects.put(svg).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ObjectStorageError)
  expect(String(failure)).toContain(message)
  expect(String(failure)).not.toContain('other-than-configured')
  expect(s3.objects.size).toBe(0)
})

it('a body that was changed on the way is refused by the server', async () => {
  const { s3, connect } = await open()
  const proxy = keep(await startTcpProxy([s3.url]))
  // Signed for the address of the proxy, as for the one of a server behind a load balancer.
  proxy.onData = (from, data) => {
    const at = from === 'client' ? data.indexOf('chse') : -1
    if (at >= 0) data.write('lafs', at, 'latin1')
    return true
  }
  await expect(connect(proxy.url).put(svg)).rejects.toThrow('XAmzContentSHA256Mismatch')
  expect(s3.objects.size).toBe(0)
})

it('a server that does not answer costs a bounded time, then nothing until it is tried again', async () => {
  const { s3, objects } = await open()
  let endSilence = () => {}
  const untilCut = new Promise<'cut'>((resolve) => {
    endSilence = () => resolve('cut')
  })
  onTestFinished(() => endSilence())
  s3.onRequest = () => untilCut
  const outcomes = await Promise.allSettled(Array.from({ length: 6 }, (_, at) => objects.put(`${svg}${at}`)))
  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
  s3.onRequest = () => 'as usual'
  await expect(objects.put(svg)).rejects.toThrow('failed several times')
  await waitFor('another attempt', () =>
    objects.put(svg).then(
      () => true,
      () => false,
    ),
  )
  expect(s3.objects.size).toBe(1)
})

it('all objects are listed, in pages', async () => {
  const { s3, objects } = await open()
  const writtenAt = new Date('2026-11-30T10:00:00.000Z')
  for (let at = 0; at < 2_300; at += 1)
    s3.objects.set(`svg/${nameObject(String(at))}.svg`, { body: Buffer.from('x'), writtenAt })
  s3.objects.set('svg/notes.txt', { body: Buffer.from('not ours'), writtenAt })
  const pages = []
  for await (const page of objects.list(new AbortController().signal)) pages.push(page)
  expect(pages.map(({ length }) => length).reduce((sum, count) => sum + count)).toBe(2_300)
  expect(pages.length).toBe(3)
  expect(pages[0]?.[0]?.writtenAt).toEqual(writtenAt)
})

import { LRUCache } from 'lru-cache'
import { createFairTurns, TurnsFullError } from '../async/index.ts'
import type { Log } from '../log/index.ts'
import { ObjectMissingError, ObjectStorageError } from './errors.ts'
import {
  AnswerTooLongError,
  createS3Requests,
  type ObjectStorageSettings,
  type S3Answer,
  type S3Request,
  sha256,
} from './s3-requests.ts'

/** An object of the bucket, and when it was last written. */
export type ListedObject = { name: string; writtenAt: Date }

export type ObjectStorage = {
  /** Whether new texts are to be stored here; otherwise it is only read, and texts are moved. */
  readonly takesNew: boolean
  /** Writes a text under its name. Writing it again has no other effect. @throws ObjectStorageError */
  put(text: string): Promise<void>
  /**
   * @param bytes length of the text in UTF-8: no more is read.
   * @throws ObjectMissingError when there is no such object or it has other bytes; ObjectStorageError when
   *   it cannot be read now.
   */
  get(name: string, bytes: number): Promise<string>
  /** Whether or not there is such an object. @throws ObjectStorageError */
  remove(name: string): Promise<void>
  /** All objects, in pages of up to 1,000. @throws ObjectStorageError */
  list(signal: AbortSignal): AsyncGenerator<ListedObject[]>
}

/** The name of a text: the SHA-256 of its bytes in UTF-8, hexadecimal. */
export const nameObject = (text: string): string => sha256(text)

const deadlines = { attemptMs: 3_000, requestMs: 8_000 }
/** Requests of a process at a time, and those that wait for one of these. */
const requestsMax = 32
const waitingMax = 2_000
/** Texts that were read are kept in memory: they never change. */
const cacheBytesMax = 16 * 1024 * 1024
const entryBytes = 300
/** After this many failures in a row, requests fail at once for some time. */
const failuresMax = 5
const restMs = 5_000
/** A missing object is logged again after this time, if it is still read. */
const missingLoggedMs = 10 * 60 * 1000
const missingKeptMax = 1_000
const listBytesMax = 4 * 1024 * 1024

/** `prefix` and `suffix` are around the names of objects in the bucket. */
export type ObjectOptions = {
  prefix: string
  suffix: string
  contentType: string
  takesNew?: boolean
  /** Of texts that could not be written, and of objects that are missing. */
  log?: Pick<Log, 'warn' | 'error'>
}

export function openObjectStorage(
  settings: ObjectStorageSettings,
  { prefix, suffix, contentType, takesNew = true, log }: ObjectOptions,
): ObjectStorage {
  const keyOf = (name: string) => `${prefix}${name}${suffix}`
  const request = createS3Requests(settings, deadlines)
  const turns = createFairTurns({ atOnceMax: requestsMax, waitingMax })
  const cache = new LRUCache<string, string>({
    maxSize: cacheBytesMax,
    sizeCalculation: (text) => text.length * 2 + entryBytes,
  })
  const missing = new LRUCache<string, true>({ max: missingKeptMax, ttl: missingLoggedMs })
  const reading = new Map<string, Promise<string>>()
  let failures = 0
  let restsUntilMs = Number.NEGATIVE_INFINITY

  async function send(asked: S3Request, signal?: AbortSignal): Promise<S3Answer> {
    if (performance.now() < restsUntilMs) throw new ObjectStorageError('it has just failed several times')
    using _turn = await turns.take('', signal).catch((error: unknown) => {
      throw error instanceof TurnsFullError ? new ObjectStorageError('too many requests wait') : error
    })
    try {
      const answer = await request(asked, signal)
      failures = 0
      return answer
    } catch (error) {
      if (!isTooLong(error)) failures += 1
      if (failures >= failuresMax) restsUntilMs = performance.now() + restMs
      throw error
    }
  }

  function missingObject(name: string, what: string): ObjectMissingError {
    const error = new ObjectMissingError(what)
    if (!missing.has(name)) log?.error({ err: error, object: keyOf(name) }, 'an object is missing')
    missing.set(name, true)
    return error
  }

  async function read(name: string, bytes: number): Promise<string> {
    const { status, body } = await send({ method: 'GET', key: keyOf(name), bytesMax: bytes }).catch(
      (error) => {
        throw isTooLong(error) ? missingObject(name, `the object ${keyOf(name)} has more bytes`) : error
      },
    )
    if (status === 404) {
      // Whatever else answers with 404, such as a wrong address, says nothing about the object.
      if (!body.includes('<Code>NoSuchKey</Code>')) throw new ObjectStorageError('there is no such bucket')
      throw missingObject(name, `there is no object ${keyOf(name)}`)
    }
    if (sha256(body) !== name) throw missingObject(name, `the object ${keyOf(name)} has other bytes`)
    const text = body.toString('utf8')
    cache.set(name, text)
    return text
  }

  return {
    takesNew,

    async put(text) {
      const headers = { 'content-type': contentType }
      const key = keyOf(nameObject(text))
      try {
        const { status } = await send({ method: 'PUT', key, headers, body: text, bytesMax: errorBytes })
        if (status === 404) throw new ObjectStorageError('there is no such bucket')
      } catch (err) {
        log?.warn({ err }, 'the object storage did not take a text')
        throw err
      }
    },

    async get(name, bytes) {
      const kept = cache.get(name)
      if (kept !== undefined) return kept
      const started = reading.get(name) ?? read(name, bytes).finally(() => reading.delete(name))
      reading.set(name, started)
      return started
    },

    async remove(name) {
      cache.delete(name)
      await send({ method: 'DELETE', key: keyOf(name), bytesMax: errorBytes })
    },

    async *list(signal) {
      let token: string | undefined
      do {
        const query = { 'list-type': '2', prefix, ...(token && { 'continuation-token': token }) }
        const { status, body } = await send({ method: 'GET', key: '', query, bytesMax: listBytesMax }, signal)
        if (status === 404) throw new ObjectStorageError('there is no such bucket')
        const page = body.toString('utf8')
        yield readPage(page, keyOf)
        token = unescapeXml(/<NextContinuationToken>([^<]+)</.exec(page)?.[1])
      } while (token)
    },
  }
}

const errorBytes = 64 * 1024

const isTooLong = (error: unknown) => error instanceof Error && error.cause instanceof AnswerTooLongError

/** The objects of a page of ListObjectsV2. Names are hexadecimal, so only our own objects match. */
function readPage(page: string, keyOf: (name: string) => string): ListedObject[] {
  const found: ListedObject[] = []
  for (const [, contents = ''] of page.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
    const [, key] = /<Key>([^<]+)<\/Key>/.exec(contents) ?? []
    const [name] = /[0-9a-f]{64}/.exec(key ?? '') ?? []
    const [, at] = /<LastModified>([^<]+)<\/LastModified>/.exec(contents) ?? []
    if (name && at && key === keyOf(name)) found.push({ name, writtenAt: new Date(at) })
  }
  return found
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescapeXml = (text: string | undefined) =>
  text?.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)

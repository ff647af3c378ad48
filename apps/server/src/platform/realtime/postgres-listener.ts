import type { Notification, Pool, PoolClient } from 'pg'
import { settlesWithin, withDeadline } from '../async/index.ts'
import { createOutageLog, type Log } from '../log/index.ts'
import type { BusReader } from './bus-message.ts'
import { parseLine } from './message-format.ts'

export const channel = 'chatsvg_realtime'

const openTimeoutMs = 2_000
const reconnectDelayMs = 500
const heartbeatIntervalMs = 10_000
const heartbeatTimeoutMs = 5_000
const cleanupIntervalMs = 30_000
const attachmentLifeSeconds = 60

/** Keeps one connection of the pool listening, and replaces it when it is lost. */
export async function listenOnPostgres(
  pool: Pool,
  subscriber: BusReader,
  log: Log,
): Promise<AsyncDisposable> {
  const receive = createReceiver(pool, subscriber, log)
  const outage = createOutageLog({
    lost: (err) => log.warn({ err }, 'realtime: not listening on PostgreSQL, trying again'),
    back: () => log.info('realtime: listening on PostgreSQL again'),
  })
  let client: PoolClient | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  let isFirst = true
  const released = new WeakSet<PoolClient>()

  async function connect(): Promise<void> {
    let opened: PoolClient | undefined
    try {
      opened = await pool.connect()
      const lost = (err?: Error) => loseClient(opened, err)
      opened.on('error', lost)
      opened.on('end', lost)
      opened.on('notification', receive)
      await opened.query(`LISTEN ${channel}`)
    } catch (err) {
      if (opened) loseClient(opened, err)
      else reconnectLater(err)
      return
    }
    if (isClosed) {
      released.add(opened)
      return opened.release(true)
    }
    client = opened
    outage.succeed()
    if (!isFirst) subscriber.recover()
    isFirst = false
  }

  function loseClient(lostClient: PoolClient | undefined, err: unknown): void {
    if (!lostClient || released.has(lostClient)) return
    released.add(lostClient)
    if (client === lostClient) client = undefined
    lostClient.off('notification', receive)
    // Destroyed, otherwise the pool would count it for ever.
    lostClient.release(true)
    reconnectLater(err)
  }

  function reconnectLater(err: unknown): void {
    if (isClosed) return
    outage.fail(err)
    clearTimeout(retry)
    retry = setTimeout(connect, reconnectDelayMs * (1 + Math.random()))
  }

  // A listener only reads, so only an unanswered query shows that a connection died silently.
  const heartbeat = setInterval(() => {
    const checked = client
    if (!checked) return
    withDeadline(checked.query('SELECT 1'), heartbeatTimeoutMs).catch((err) => loseClient(checked, err))
  }, heartbeatIntervalMs)
  heartbeat.unref()

  const cleanup = setInterval(() => {
    pool
      .query(`DELETE FROM realtime_attachments WHERE created_at < now() - make_interval(secs => $1)`, [
        attachmentLifeSeconds,
      ])
      .catch((err) => log.warn({ err }, 'realtime: old attachments were not removed'))
  }, cleanupIntervalMs)
  cleanup.unref()

  await settlesWithin(connect(), openTimeoutMs)

  return {
    async [Symbol.asyncDispose]() {
      isClosed = true
      clearTimeout(retry)
      clearInterval(heartbeat)
      clearInterval(cleanup)
      if (!client) return
      released.add(client)
      client.release(true)
      client = undefined
    },
  }
}

/** Fetches attachments at once but delivers everything in the order of the notifications. */
function createReceiver(pool: Pool, subscriber: BusReader, log: Log): (notification: Notification) => void {
  let last: Promise<void> = Promise.resolve()
  let waitingCount = 0

  function handOn(payload: string): void {
    for (const line of payload.split('\n')) {
      const message = parseLine(line)
      if (subscriber.hasRoom(message.room)) subscriber.receive(message)
    }
  }

  async function fetchAttachment(reference: string): Promise<string | undefined> {
    const [id, ...rooms] = reference.slice(1).trim().split(' ')
    if (rooms.length > 0 && !rooms.some((room) => subscriber.hasRoom(room))) return undefined
    const statement = 'SELECT payload FROM realtime_attachments WHERE id = $1'
    const { rows } = await pool.query<{ payload: string }>(statement, [id])
    return rows[0]?.payload
  }

  return ({ channel: source, payload = '' }) => {
    if (source !== channel) return
    const isAttachment = payload.startsWith('@')
    if (!isAttachment && waitingCount === 0) return handOn(payload)
    const fetched = isAttachment ? fetchAttachment(payload) : Promise.resolve(payload)
    waitingCount += 1
    const previous = last
    last = fetched
      .catch((err) => {
        log.warn({ err }, 'realtime: an attachment could not be read')
        return undefined
      })
      .then(async (text) => {
        await previous
        if (text !== undefined) handOn(text)
        waitingCount -= 1
      })
  }
}

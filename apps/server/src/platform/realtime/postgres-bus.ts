import type { Pool } from 'pg'
import type { Log } from '../log/index.ts'
import type { RealtimeBus } from './bus.ts'
import { DropCounter } from './drop-counter.ts'
import { formatLine } from './message-format.ts'
import { channel, listenOnPostgres } from './postgres-listener.ts'

/** PostgreSQL's limit for a NOTIFY payload is below 8,000 bytes. */
const notifyBytesMax = 7_900
/**
 * Room names, repeated beside the id of an attachment, so that a reader without these rooms need not fetch
 * it.
 */
const attachmentBytesMax = 512 * 1024
const queuedBytesMax = 8 * 1024 * 1024

/**
 * The commit of a NOTIFY takes a lock of the whole server. It need not wait for the disk, because it writes
 * nothing worth keeping. Notifications of one commit arrive together and in order.
 */
const notifyStatement = `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`
const attachStatement = `
  WITH attachment AS (INSERT INTO realtime_attachments (payload) VALUES ($2) RETURNING id)
  SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, '@' || id || ' ' || $3) FROM attachment`

/**
 * One statement at a time keeps the order; messages that are published in the meantime are sent together in
 * the next.
 */
export function openPostgresBus(pool: Pool, log: Log): RealtimeBus {
  const drops = new DropCounter(log)
  let queued: QueuedLine[] = []
  let queuedBytes = 0
  let sending: Promise<void> | undefined

  async function sendAll(): Promise<void> {
    while (queued.length > 0) {
      const batch = takeBatch(queued)
      queued = queued.slice(batch.length)
      for (const { bytes } of batch) queuedBytes -= bytes
      try {
        await send(pool, batch)
        drops.recover()
      } catch (err) {
        // Not sent again: it is unknown whether it was sent, and a second copy is worse than none.
        drops.drop(batch.length, err)
      }
    }
    sending = undefined
  }

  return {
    publish(message) {
      const text = formatLine(message)
      const bytes = Buffer.byteLength(text)
      if (queuedBytes + bytes > queuedBytesMax) {
        drops.drop(1, new Error('PostgreSQL takes messages too slowly'))
        return
      }
      queued.push({ room: message.room, text, bytes })
      queuedBytes += bytes
      sending ??= sendAll()
    },
    subscribe: (subscriber) => listenOnPostgres(pool, subscriber, log),
    async [Symbol.asyncDispose]() {
      await sending
    },
  }
}

type QueuedLine = { room: string; text: string; bytes: number }

/** The first lines that fit into one notification, or into one attachment when the first alone does not. */
function takeBatch(queued: readonly QueuedLine[]): QueuedLine[] {
  const bytesMax = (queued[0]?.bytes ?? 0) > notifyBytesMax ? attachmentBytesMax : notifyBytesMax
  const batch: QueuedLine[] = []
  let bytes = 0
  for (const line of queued) {
    bytes += line.bytes + 1
    if (batch.length > 0 && bytes > bytesMax) break
    batch.push(line)
  }
  return batch
}

async function send(pool: Pool, batch: readonly QueuedLine[]): Promise<void> {
  const payload = batch.map(({ text }) => text).join('\n')
  if (Buffer.byteLength(payload) <= notifyBytesMax) {
    await pool.query(notifyStatement, [channel, payload])
    return
  }
  const rooms = [...new Set(batch.map(({ room }) => room))].join(' ')
  await pool.query(attachStatement, [
    channel,
    payload,
    Buffer.byteLength(rooms) < notifyBytesMax - 50 ? rooms : '',
  ])
}

import type { Pool } from 'pg'
import { createSender } from '../async/index.ts'
import type { Log } from '../log/index.ts'
import type { RealtimeBus } from './bus-message.ts'
import { createDropLog } from './drop-log.ts'
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
const notifyStatement = {
  name: 'notify',
  text: `SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)`,
}
const attachStatement = `
  WITH attachment AS (INSERT INTO realtime_attachments (payload) VALUES ($2) RETURNING id)
  SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, '@' || id || ' ' || $3) FROM attachment`

/**
 * One statement at a time keeps the order; messages that are published in the meantime are sent together in
 * the next.
 */
export function openPostgresBus(
  { pool, listenPool = pool }: { pool: Pool; listenPool?: Pool },
  log: Log,
): RealtimeBus {
  const drops = createDropLog(log)
  let queuedBytes = 0
  const sender = createSender(countFitting, async (batch: QueuedLine[]) => {
    for (const { bytes } of batch) queuedBytes -= bytes
    try {
      await send(pool, batch)
      drops.succeed()
    } catch (err) {
      // Not sent again: whether it was sent is unknown, and a second copy is worse than none.
      drops.fail(err, batch.length)
    }
  })

  return {
    publish(message) {
      const text = formatLine(message)
      const bytes = Buffer.byteLength(text)
      if (queuedBytes + bytes > queuedBytesMax) {
        drops.fail(new Error('PostgreSQL takes messages too slowly'))
        return
      }
      queuedBytes += bytes
      void sender.add({ room: message.room, text, bytes })
    },
    subscribe: (subscriber) => listenOnPostgres(listenPool, subscriber, log),
    [Symbol.asyncDispose]: () => sender[Symbol.asyncDispose](),
  }
}

type QueuedLine = { room: string; text: string; bytes: number }

/**
 * As many lines from the front as fit one notification, or as fit one attachment when the first alone does
 * not.
 */
function countFitting(queued: readonly QueuedLine[]): number {
  const bytesMax = (queued[0]?.bytes ?? 0) > notifyBytesMax ? attachmentBytesMax : notifyBytesMax
  let bytes = 0
  const tooMany = queued.findIndex((line, at) => {
    bytes += line.bytes + 1
    return at > 0 && bytes > bytesMax
  })
  return tooMany === -1 ? queued.length : tooMany
}

async function send(pool: Pool, batch: readonly QueuedLine[]): Promise<void> {
  const payload = batch.map(({ text }) => text).join('\n')
  if (Buffer.byteLength(payload) <= notifyBytesMax) {
    await pool.query({ ...notifyStatement, values: [channel, payload] })
    return
  }
  const rooms = [...new Set(batch.map(({ room }) => room))].join(' ')
  await pool.query(attachStatement, [
    channel,
    payload,
    Buffer.byteLength(rooms) < notifyBytesMax - 50 ? rooms : '',
  ])
}

import { EventEmitter } from 'node:events'
import type { PostgresConnectionOptions } from 'bullmq'
import type pg from 'pg'

/**
 * The pool, for workers of which each takes a connection to listen on. All of them listen on the same one:
 * PostgreSQL wakes up every listening connection of a database for every NOTIFY, also for those of the bus.
 */
export function shareListener(pool: pg.Pool): Disposable & { connection: PostgresConnectionOptions } {
  const listeners = new Set<Listener>()
  let opening: Promise<SharedClient> | undefined

  async function open(): Promise<SharedClient> {
    const client = await pool.connect()
    client.on('notification', (message) => {
      for (const listener of listeners) listener.emit('notification', message)
    })
    let isReleased = false
    const release = () => {
      if (!isReleased) client.release(true)
      isReleased = true
    }
    client.on('error', (err) => {
      if (isReleased) return
      opening = undefined
      release()
      // Each listener then asks for a new connection, and wakes up what waits.
      for (const listener of [...listeners])
        if (listener.listenerCount('error') > 0) listener.emit('error', err)
    })
    return { client, last: Promise.resolve(), release }
  }

  async function connect(): Promise<Listener> {
    opening ??= open()
    const current = opening
    try {
      return new Listener(await current, listeners)
    } catch (error) {
      if (opening === current) opening = undefined
      throw error
    }
  }

  const connection = {
    options: pool.options,
    query: (text: string, values?: unknown[]) => pool.query(text, values),
    connect,
    end: async () => undefined,
    on(event: 'error', listener: (err: Error) => void) {
      pool.on(event, listener)
      return connection
    },
    removeAllListeners: () => connection,
  }
  return {
    connection,
    [Symbol.dispose]() {
      opening?.then(
        ({ release }) => release(),
        () => undefined,
      )
      opening = undefined
    },
  }
}

/** `last` settles when the last query has ended. `release` closes the connection, and may be called twice. */
type SharedClient = { client: pg.PoolClient; last: Promise<unknown>; release: () => void }

/** One worker's view of the shared connection. */
class Listener extends EventEmitter {
  readonly #shared: SharedClient
  readonly #all: Set<Listener>

  constructor(shared: SharedClient, all: Set<Listener>) {
    super()
    this.#shared = shared
    this.#all = all
    all.add(this)
  }

  /** One at a time, as a client of pg wants it. */
  async query(text: string, values?: unknown[]): Promise<pg.QueryResult | undefined> {
    // BullMQ would name the connection after one of the queues.
    if (text.includes('application_name')) return undefined
    const answer = this.#shared.last.then(() => this.#shared.client.query(text, values))
    this.#shared.last = answer.catch(() => undefined)
    return answer
  }

  release(): void {
    this.#all.delete(this)
  }
}

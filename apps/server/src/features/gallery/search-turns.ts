import { AppError } from '../../platform/errors/index.ts'
import { searchLimited } from './errors.ts'

/** Concurrent searches of one client: fewer than the connections of the lists. */
const atOnceMax = 2
/** At most this many further searches wait. */
const waitingMax = 10

type Turns = { running: number; waiting: (() => void)[] }

export type SearchTurns = {
  /** @throws AppError `rate_limited` when too many of the client's searches are waiting. */
  takeTurn<Result>(client: string, search: () => Promise<Result>): Promise<Result>
}

/**
 * Makes the searches of one client wait for each other, so that other clients do not have to wait for all of
 * them.
 */
export function createSearchTurns(): SearchTurns {
  const clients = new Map<string, Turns>()

  async function begin(client: string): Promise<Turns> {
    const turns = clients.get(client) ?? { running: 0, waiting: [] }
    clients.set(client, turns)
    if (turns.running < atOnceMax) {
      turns.running += 1
      return turns
    }
    if (turns.waiting.length >= waitingMax)
      throw new AppError(searchLimited, {
        headers: { 'retry-after': '1' },
      })
    // A search that ends passes its turn to the next one.
    await new Promise<void>((resolve) => turns.waiting.push(resolve))
    return turns
  }

  function end(client: string, turns: Turns): void {
    const next = turns.waiting.shift()
    if (next) next()
    else turns.running -= 1
    if (turns.running === 0) clients.delete(client)
  }

  return {
    async takeTurn(client, search) {
      const turns = await begin(client)
      try {
        return await search()
      } finally {
        end(client, turns)
      }
    },
  }
}

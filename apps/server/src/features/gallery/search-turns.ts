import { AppError } from '../../platform/errors/index.ts'
import { searchLimited } from './errors.ts'

/** Searches of one client that are under way at a time: fewer than the connections that lists have. */
const atOnceMax = 2
/** Beyond that they wait for each other, and so many at most. */
const waitingMax = 10

type Turns = { running: number; waiting: (() => void)[] }

export type SearchTurns = {
  /** @throws AppError `rate_limited` when as many of the client's searches wait as may. */
  takeTurn<Result>(client: string, search: () => Promise<Result>): Promise<Result>
}

/** Lets the searches of a client wait for each other, so that those of others do not wait for them all. */
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
    // Whoever ends hands its turn on.
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

import { AppError, type ErrorKind } from '../errors/index.ts'

export type ClientTurnsOptions = {
  /** Concurrent tasks of one client. */
  atOnceMax: number
  /** Maximum of further tasks that wait. */
  waitingMax: number
  /** Error for all further tasks. */
  refusal: ErrorKind
}

export type ClientTurns = {
  /** @throws AppError `refusal`, if too many tasks of the client are waiting. */
  takeTurn<Result>(client: string, task: () => Promise<Result>): Promise<Result>
}

type Turns = { running: number; waiting: (() => void)[] }

/**
 * Limits the concurrent tasks of each client, so that one client with many tasks does not delay the others.
 */
export function createClientTurns({ atOnceMax, waitingMax, refusal }: ClientTurnsOptions): ClientTurns {
  const clients = new Map<string, Turns>()

  async function begin(client: string): Promise<Turns> {
    const turns = clients.get(client) ?? { running: 0, waiting: [] }
    clients.set(client, turns)
    if (turns.running < atOnceMax) {
      turns.running += 1
      return turns
    }
    if (turns.waiting.length >= waitingMax) throw new AppError(refusal, { headers: { 'retry-after': '1' } })
    // A task that ends passes its turn to the next task.
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
    async takeTurn(client, task) {
      const turns = await begin(client)
      try {
        return await task()
      } finally {
        end(client, turns)
      }
    },
  }
}

import type { RealtimeBus } from './bus-message.ts'
import { askedUser, askRoom, encodeBody, hereRoom, type WireHere } from './wire.ts'

/**
 * Whether users have a socket or a stream in any process, for those who make events only for somebody who
 * receives them.
 *
 * It asks on the bus, in a room that processes with a socket of the user have, and these answer; they also
 * tell when one arrives. The question comes back to the asker, too: so no answer means that nobody is there,
 * and no question means that the bus does not work. Then everybody counts as present, because an event too
 * many costs less than one that is missing.
 */
export type Presence = AsyncDisposable & {
  /** The number of users who are followed now. */
  readonly size: number
  /**
   * @param onArrival a socket or stream of the user was opened, or one was found that was not known. It must
   * not throw.
   */
  follow(userId: string, onArrival: () => void): FollowedUser
}

export type FollowedUser = Disposable & {
  /** Whether somebody may be there. False until the first question is answered, or should have been. */
  isPresent(): boolean
}

export type PresenceTiming = {
  /** Before the first question about a user, so that what ends sooner asks nothing. */
  beginMs: number
  /** Users who left without a word, with their process, are noticed after two such intervals. */
  askMs: number
  /** How long a question may take to come back. */
  answerMs: number
}

const usualTiming: PresenceTiming = { beginMs: 25, askMs: 5_000, answerMs: 300 }

type State = {
  askedAtMs: number
  returnedAtMs: number
  hereAtMs: number
  arrivals: Set<() => void>
  beginning: NodeJS.Timeout
}

/** Uses the subscription of the bus that the process has anyway. Open it once for each process. */
export async function openPresence(bus: RealtimeBus, timing = usualTiming): Promise<Presence> {
  const { beginMs, askMs, answerMs } = timing
  const lifeMs = 2 * askMs + answerMs
  /** By the two rooms of each user. */
  const states = new Map<string, State>()
  const users = new Map<string, State>()
  let timer: NodeJS.Timeout | undefined

  const isHere = ({ hereAtMs }: State) => performance.now() - hereAtMs < lifeMs

  function isPresent(state: State): boolean {
    if (isHere(state)) return true
    const { askedAtMs, returnedAtMs } = state
    return returnedAtMs < askedAtMs && performance.now() - askedAtMs > answerMs
  }

  function ask(userId: string, state: State): void {
    // Of several questions that did not come back the first one counts.
    if (state.returnedAtMs >= state.askedAtMs) state.askedAtMs = performance.now()
    bus.publish({ room: askRoom(userId), body: encodeBody({}) })
  }

  function askAll(): void {
    for (const [userId, state] of users) ask(userId, state)
  }

  function hear(state: State, { arrived = false }: WireHere): void {
    const isNew = arrived || !isHere(state)
    state.hereAtMs = performance.now()
    if (isNew) for (const arrive of [...state.arrivals]) arrive()
  }

  const subscription = await bus.subscribe({
    hasRoom: (room) => states.has(room),
    receive({ room, body }) {
      const state = states.get(room)
      if (!state) return
      if (askedUser(room) !== undefined) state.returnedAtMs = performance.now()
      else hear(state, JSON.parse(body) as WireHere)
    },
    recover: askAll,
  })

  function start(userId: string): State {
    const never = Number.NEGATIVE_INFINITY
    const state: State = {
      askedAtMs: never,
      returnedAtMs: never,
      hereAtMs: never,
      arrivals: new Set(),
      beginning: setTimeout(() => ask(userId, state), beginMs).unref(),
    }
    users.set(userId, state)
    for (const room of [askRoom(userId), hereRoom(userId)]) states.set(room, state)
    timer ??= setInterval(askAll, askMs).unref()
    return state
  }

  function stop(userId: string, { beginning }: State): void {
    clearTimeout(beginning)
    users.delete(userId)
    for (const room of [askRoom(userId), hereRoom(userId)]) states.delete(room)
    if (users.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return {
    get size() {
      return users.size
    },
    follow(userId, onArrival) {
      const state = users.get(userId) ?? start(userId)
      // Each follower has a separate entry, also with the same function.
      const arrive = () => onArrival()
      state.arrivals.add(arrive)
      return {
        isPresent: () => isPresent(state),
        [Symbol.dispose]() {
          if (state.arrivals.delete(arrive) && state.arrivals.size === 0) stop(userId, state)
        },
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await subscription[Symbol.asyncDispose]()
    },
  }
}

/** For processes with sockets or streams of a user: tells whoever follows the user that one is here. */
export function createPresenceTeller(bus: RealtimeBus): (userId: string, here?: WireHere) => void {
  return (userId, here = {}) => bus.publish({ room: hereRoom(userId), body: encodeBody(here) })
}

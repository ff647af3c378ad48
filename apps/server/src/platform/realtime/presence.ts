import type { RealtimeBus } from './bus-message.ts'
import { askedUser, askRoom, encodeBody, hereRoom, type WireHere } from './wire.ts'

/**
 * Whether users have a socket or a stream in any process, for code that produces events only if somebody
 * receives them.
 *
 * It publishes a question on the bus, in a room to which processes with a socket of the user subscribe. These
 * answer, and also publish a message when a socket is opened. The asking process receives its own question.
 * So the question without an answer means that the user is absent. If the question does not return, the bus
 * does not work. Then all users count as present, because a superfluous event costs less than a missing one.
 */
export type Presence = AsyncDisposable & {
  /** The number of users who are followed now. */
  readonly size: number
  /**
   * @param onArrival called when a socket or stream of the user is opened, or the first one is found. It must
   * not throw.
   */
  follow(userId: string, onArrival: () => void): FollowedUser
}

export type FollowedUser = Disposable & {
  /** Whether the user may be present. False until the first question is answered or its time is over. */
  isPresent(): boolean
}

export type PresenceTiming = {
  /** Delay before the first question about a user, so that short uses ask nothing. */
  beginMs: number
  /** Interval between questions. If a process ends, its users count as absent after two intervals. */
  askMs: number
  /** The maximum time until a question returns. */
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
  /** Both rooms of each user lead to the user's state. */
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
    // If several questions have not returned, the time of the first one counts.
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
      beginning: setTimeout(async () => {
        // The question must return, and its answers must arrive.
        await Promise.all(rooms.map((room) => subscription.join(room)))
        if (users.get(userId) === state) ask(userId, state)
      }, beginMs).unref(),
    }
    users.set(userId, state)
    const rooms = [askRoom(userId), hereRoom(userId)]
    for (const room of rooms) states.set(room, state)
    timer ??= setInterval(askAll, askMs).unref()
    return state
  }

  function stop(userId: string, { beginning }: State): void {
    clearTimeout(beginning)
    users.delete(userId)
    for (const room of [askRoom(userId), hereRoom(userId)]) {
      states.delete(room)
      subscription.leave(room)
    }
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
      // Wrapped, so that followers with the same function have separate entries.
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

/** For processes with sockets or streams of a user: tells all followers that the user is present. */
export function createPresenceTeller(bus: RealtimeBus): (userId: string, here?: WireHere) => void {
  return (userId, here = {}) => bus.publish({ room: hereRoom(userId), body: encodeBody(here) })
}

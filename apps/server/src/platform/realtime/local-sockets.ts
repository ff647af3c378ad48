import type { Socket } from 'socket.io'
import type { BusMessage, BusSubscriber, BusSubscription } from './bus-message.ts'
import type {
  RealtimeEmit,
  RealtimeFilter,
  RealtimeIdentity,
  RealtimeServerOptions,
} from './server-options.ts'
import {
  askedUser,
  askRoom,
  decodeEnd,
  decodeEvent,
  endsRoom,
  finalRoom,
  targetsOf,
  userRoom,
  type WireHere,
} from './wire.ts'

type Behaviour<Events extends object> = Pick<
  RealtimeServerOptions<Events>,
  'onConnect' | 'createFilter' | 'sheddable' | 'isSessionAlive' | 'log'
>

type Member<Events extends object> = {
  socket: Socket
  identity: RealtimeIdentity
  filter: RealtimeFilter<Events> | undefined
  isGreeted: boolean
  /** The last event for its user, and how often its state was read since. */
  heardAtMs: number
  readings: number
  leave: () => void
}

/**
 * Longer than any authentication takes: after this, an end during the authentication can no longer be missed.
 */
const endMemoryMs = 30_000
const checksAtOnce = 20
/** Of the pause between two readings for a socket: some ten minutes. */
const doublingsMax = 7
/** When this many messages of one socket wait for its client to read, droppable ones are not sent. */
const unsentMax = 8

/**
 * The sockets of this process, by user and by session. Kept here and not in Socket.IO's adapter, because each
 * socket has its own filter, and because a socket counts from its authentication on, so that an end of its
 * session cannot be missed.
 */
export class LocalSockets<Events extends object> implements BusSubscriber {
  readonly #behaviour: Behaviour<Events>
  /** By the user whose events they receive. */
  readonly #users = new Map<string, Set<Member<Events>>>()
  /** By the orders to close that concern them. */
  readonly #targets = new Map<string, Set<Member<Events>>>()
  readonly #members = new Map<string, Member<Events>>()
  readonly #endedAtMs = new Map<string, number>()

  readonly #tellPresence: (userId: string, here?: WireHere) => void

  readonly #rooms: Pick<BusSubscription, 'join' | 'leave'>

  /** @param rooms must be in `endsRoom`. */
  constructor(
    behaviour: Behaviour<Events>,
    tellPresence: (userId: string, here?: WireHere) => void,
    rooms: Pick<BusSubscription, 'join' | 'leave'>,
  ) {
    this.#behaviour = behaviour
    this.#tellPresence = tellPresence
    this.#rooms = rooms
  }

  get size(): number {
    return this.#members.size
  }

  countOf(userId: string): number {
    return this.#membersOf(userId).size
  }

  /** Resolves once messages for the user arrive. */
  async add(socket: Socket, identity: RealtimeIdentity): Promise<void> {
    const member: Member<Events> = {
      socket,
      identity,
      filter: this.#behaviour.createFilter?.(),
      isGreeted: false,
      heardAtMs: performance.now(),
      readings: 0,
      leave: () => this.#remove(member),
    }
    this.#members.set(socket.id, member)
    addTo(this.#users, identity.userId, member)
    for (const target of targetsOf(identity)) addTo(this.#targets, target, member)
    const joined = roomsOf(identity).map((room) => this.#rooms.join(room))
    // The connection can end before the namespace is joined, when the socket does not report it yet.
    socket.conn.once('close', member.leave)
    socket.once('disconnect', member.leave)
    if (socket.conn.readyState !== 'open') this.#remove(member)
    await Promise.all(joined)
  }

  greet(socket: Socket): void {
    const member = this.#members.get(socket.id)
    // Its session ended while it was connecting.
    if (!member) {
      socket.disconnect(true)
      return
    }
    member.isGreeted = true
    socket.emit('server:ready', { ok: true })
    void this.#sendState(member)
    this.#tellPresence(member.identity.userId, { arrived: true })
  }

  /** Whether this session, or all sessions of this user, ended after the given `performance.now()`. */
  hasEndedSince(identity: RealtimeIdentity, sinceMs: number): boolean {
    return targetsOf(identity).some((target) => (this.#endedAtMs.get(target) ?? -1) >= sinceMs)
  }

  receive(message: BusMessage): void {
    try {
      this.#receive(message)
    } catch (err) {
      // An error that is thrown here would end the process, because the bus's connection calls this.
      this.#behaviour.log.error({ err }, 'realtime: a message could not be passed to the sockets')
    }
  }

  recover(): void {
    // Questions may have been lost.
    for (const userId of this.#users.keys()) this.#tellPresence(userId)
    for (const member of this.#members.values()) {
      if (member.isGreeted) void this.#sendState(member)
    }
    void this.closeEnded()
  }

  /**
   * Sends the state to the sockets that expect an event and have heard none for a while. The pause doubles
   * with each reading, so that a state that does not change for long is read rarely.
   */
  async readQuiet(quietMs: number): Promise<void> {
    const nowMs = performance.now()
    const due = [...this.#members.values()].filter(
      ({ isGreeted, filter, heardAtMs, readings }) =>
        isGreeted &&
        nowMs - heardAtMs >= quietMs * 2 ** Math.min(readings, doublingsMax) &&
        filter?.expectsMore() === true,
    )
    for (let start = 0; start < due.length; start += checksAtOnce)
      await Promise.all(
        due.slice(start, start + checksAtOnce).map((member) => {
          member.readings += 1
          return this.#sendState(member)
        }),
      )
  }

  async closeEnded(): Promise<void> {
    const { isSessionAlive, log } = this.#behaviour
    if (!isSessionAlive) return
    const members = [...this.#members.values()]
    for (let start = 0; start < members.length; start += checksAtOnce) {
      const checks = members.slice(start, start + checksAtOnce).map(async (member) => {
        if (!(await isSessionAlive(member.identity))) this.#close(member, 'session ended')
      })
      for (const result of await Promise.allSettled(checks)) {
        // Not closed: a database that is down says nothing about a session.
        if (result.status === 'rejected')
          log.warn({ err: result.reason }, 'realtime: a session could not be checked')
      }
    }
  }

  #receive({ room, body }: BusMessage): void {
    if (room === endsRoom) {
      const { target, reason } = decodeEnd(body)
      this.#end(target, reason)
      return
    }
    const asked = askedUser(room)
    if (asked !== undefined) {
      this.#tellPresence(asked)
      return
    }
    const { name, payload } = decodeEvent(body)
    for (const member of this.#membersOf(room.slice(room.indexOf(':') + 1))) {
      if (!member.isGreeted) continue
      Object.assign(member, { heardAtMs: performance.now(), readings: 0 })
      this.#emit(member, name, payload)
    }
  }

  #membersOf(userId: string): ReadonlySet<Member<Events>> {
    return this.#users.get(userId) ?? new Set()
  }

  async #sendState(member: Member<Events>): Promise<void> {
    const emit: RealtimeEmit<Events> = (name, payload) => this.#emit(member, name, payload)
    try {
      await this.#behaviour.onConnect?.(member.identity, emit)
    } catch (err) {
      this.#behaviour.log.error({ err }, 'realtime: the state could not be sent to a socket')
    }
  }

  #emit(member: Member<Events>, event: string, payload: unknown): void {
    const name = event as keyof Events & string
    const isWanted = member.filter?.isWanted(name, payload as Events[typeof name]) ?? true
    if (!isWanted) return
    if (this.#behaviour.sheddable?.includes(name) && countUnsent(member.socket) >= unsentMax) return
    member.socket.emit(event, payload)
  }

  #end(target: string, reason: string): void {
    const nowMs = performance.now()
    for (const [oldTarget, atMs] of this.#endedAtMs) {
      if (atMs > nowMs - endMemoryMs) break
      this.#endedAtMs.delete(oldTarget)
    }
    this.#endedAtMs.delete(target)
    this.#endedAtMs.set(target, nowMs)
    for (const member of [...(this.#targets.get(target) ?? [])]) this.#close(member, reason)
  }

  #close(member: Member<Events>, reason: string): void {
    this.#remove(member)
    if (!member.isGreeted) return
    member.socket.emit('server:disconnect', { reason })
    member.socket.disconnect(true)
  }

  #remove(member: Member<Events>): void {
    this.#members.delete(member.socket.id)
    // The connection may outlive this socket, and open one socket after the other.
    member.socket.conn.off('close', member.leave)
    removeFrom(this.#users, member.identity.userId, member)
    for (const target of targetsOf(member.identity)) removeFrom(this.#targets, target, member)
    if (this.countOf(member.identity.userId) > 0) return
    for (const room of roomsOf(member.identity)) this.#rooms.leave(room)
  }
}

function addTo<Member>(groups: Map<string, Set<Member>>, name: string, member: Member): void {
  groups.set(name, (groups.get(name) ?? new Set()).add(member))
}

function removeFrom<Member>(groups: Map<string, Set<Member>>, name: string, member: Member): void {
  const members = groups.get(name)
  if (members?.delete(member) && members.size === 0) groups.delete(name)
}

const roomsOf = ({ userId }: RealtimeIdentity) => [userRoom(userId), finalRoom(userId), askRoom(userId)]

/**
 * What the transport has not sent yet. This is a private field of Engine.IO, so another version may not have
 * it: then nothing is dropped.
 */
function countUnsent({ conn }: Socket): number {
  const { writeBuffer } = conn as unknown as { writeBuffer?: unknown[] }
  return writeBuffer?.length ?? 0
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { createLog } from '../log/index.ts'
import { openRealtimeBus, openRealtimeServer } from './index.ts'

type TestEvents = { update: { number: number } }

const end = 9
const log = createLog({ level: 'silent', format: 'json' })

it('the state of a socket that expects an event is read when none arrives; of others it is not', async () => {
  let state = 1
  const readings: string[] = []
  const bus = keep(await openRealtimeBus({ kind: 'in-process' }, log))
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  keep({ [Symbol.asyncDispose]: async () => void http.close() })
  keep(
    await openRealtimeServer<TestEvents>(http, {
      bus,
      log,
      quietMs: 50,
      authenticate: async ({ auth }) => ({ userId: String(auth.user), sessionId: String(auth.user) }),
      limits: { handshakesPerMinuteMax: 100, perAddressMax: 100 },
      addressOf: () => '127.0.0.1',
      isHostAnswered: () => true,
      isOriginAllowed: () => true,
      async onConnect({ userId }, emit) {
        readings.push(userId)
        emit('update', { number: userId === 'ann' ? state : end })
      },
      createFilter() {
        let latest = 0
        return {
          isWanted(_name, { number }) {
            latest = number
            return true
          },
          expectsMore: () => latest !== end,
        }
      },
    }),
  )
  const { port } = http.address() as AddressInfo
  const join = (user: string) => {
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      auth: { user },
      forceNew: true,
    })
    keep({ [Symbol.asyncDispose]: async () => void socket.close() })
    const numbers: number[] = []
    socket.on('update', ({ number }: TestEvents['update']) => numbers.push(number))
    return numbers
  }
  const [ann, bob] = [join('ann'), join('bob')]
  const readingsOf = (user: string) => readings.filter((one) => one === user).length
  await expect.poll(() => readingsOf('ann')).toBeGreaterThan(2)
  state = end
  await expect.poll(() => ann.at(-1)).toBe(end)
  await expect.poll(() => bob).toEqual([end])
  const last = readingsOf('ann')
  expect(readingsOf('bob')).toBe(1)
  expect(readingsOf('ann')).toBe(last)
})

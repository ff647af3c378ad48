import { connect } from 'node:net'
import { type Attack, hold, NotPlayable, signUp } from '../attack.ts'

const floodMs = 6_000
const clients = 20
const healthMsMax = 250
const accountMsMax = 1_000
const otherNamespaces = Array.from({ length: 1_000 }, (_, at) => `40/n${at},`).join('\x1e')

export const floodAttacks: Attack[] = [
  {
    row: 'R40',
    name: 'using up the memory and CPU time of a process by flooding 20 Socket.IO connections',
    async play({ url }) {
      const until = performance.now() + floodMs
      const flooding = Array.from({ length: clients }, () => flood(url, until))
      const timesMs: number[] = []
      while (performance.now() < until) {
        const startedAtMs = performance.now()
        const answer = await fetch(`${url}/api/health`)
        await answer.arrayBuffer()
        timesMs.push(performance.now() - startedAtMs)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const sent = (await Promise.all(flooding)).reduce((sum, count) => sum + count, 0)
      const slowest = Math.max(...timesMs)
      const text = `the slowest of ${timesMs.length} /api/health took ${slowest.toFixed(0)} ms, during ${sent} payloads`
      hold(slowest < healthMsMax, text)
      return text
    },
  },
  {
    row: 'R35',
    name: 'overloading the database with searches that match nothing, and with deep pages of lists',
    async play(target) {
      const { client } = await signUp(target)
      const browsers = Array.from({ length: 6 }, () => target.visitor())
      let searches = 0
      const searching = browsers.map(async (browser) => {
        for (let turn = 0; turn < 10; turn += 1) {
          const word = crypto.randomUUID().slice(0, 8)
          const asked = [`q=${word}`, `q=a&page=${turn + 1}`, `style=3d&model=composer&limit=${turn + 1}`]
          await Promise.all(asked.map((query) => browser.get(`/svg/public?${query}`)))
          searches += asked.length
        }
      })
      const timesMs: number[] = []
      let isOver = false
      const over = Promise.all(searching).then(() => {
        isOver = true
      })
      while (!isOver) {
        const startedAtMs = performance.now()
        const { status } = await client.get('/auth/current-user')
        if (status === 429) throw new NotPlayable('a rate limit of the instance was reached first')
        hold(status === 200, `a session's owner got ${status} after ${searches} lists`)
        timesMs.push(performance.now() - startedAtMs)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      await over
      const slowest = Math.max(...timesMs)
      const text = `the account routes answered within ${slowest.toFixed(0)} ms during ${searches} lists`
      hold(slowest < accountMsMax, text)
      return text
    },
  },
  {
    row: 'R35',
    name: 'keeping connections open with headers and bodies that never end',
    async play({ url }) {
      const ends = await Promise.all([
        endOf(url, 'GET /api/health HTTP/1.1\r\nhost: localhost\r\nx-slow: '),
        endOf(
          url,
          'POST /api/auth/login HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n{',
        ),
      ])
      const [headersMs = 0, bodyMs = 0] = ends
      const text = `headers ended after ${(headersMs / 1000).toFixed(1)} s, a body after ${(bodyMs / 1000).toFixed(1)} s`
      hold(headersMs < 13_000 && bodyMs < 18_000, text)
      return text
    },
  },
]

/** @returns how many payloads were accepted. */
async function flood(url: string, untilMs: number): Promise<number> {
  const path = `${url}/socket.io/?EIO=4&transport=polling`
  let sent = 0
  while (performance.now() < untilMs) {
    try {
      const opened = await fetch(path)
      const text = await opened.text()
      if (!opened.ok) {
        await new Promise((resolve) => setTimeout(resolve, 100))
        continue
      }
      const { sid } = JSON.parse(text.slice(1)) as { sid: string }
      while (performance.now() < untilMs) {
        const answer = await fetch(`${path}&sid=${sid}`, { method: 'POST', body: otherNamespaces })
        await answer.arrayBuffer()
        sent += 1
        if (!answer.ok) break
      }
    } catch {
      // The connection was closed: open the next one.
    }
  }
  return sent
}

/** Milliseconds until the service closes a connection that sends this much and no more. */
function endOf(url: string, text: string): Promise<number> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const startedAtMs = performance.now()
    const socket = connect(Number(port || 80), hostname, () => socket.write(text))
    const end = () => resolve(performance.now() - startedAtMs)
    socket.on('data', () => undefined)
    socket.once('close', end)
    socket.once('error', end)
    socket.setTimeout(60_000, () => socket.destroy())
  })
}

import { execFile } from 'node:child_process'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { startTestApi } from '../harness/api.ts'
import { makeKey } from '../harness/api-key.ts'
import { keep } from '../harness/keep.ts'
import { createMcpFixtures } from '../harness/mcp-fixtures.ts'

const root = join(import.meta.dirname, '../..')
const suite = join(root, 'node_modules/@modelcontextprotocol/conformance/dist/index.js')

/** The suite sends no key, so it goes through this. Host and origin stay as they are sent. */
async function addKey(url: string, key: string): Promise<string> {
  const { port } = new URL(url)
  const server = createServer((req, res) => {
    const headers = { ...req.headers, authorization: `Bearer ${key}` }
    const passed = request(
      { port, path: req.url, method: req.method, headers, host: '127.0.0.1' },
      (answer) => {
        res.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(res)
      },
    )
    res.on('close', () => passed.destroy())
    passed.on('error', () => res.destroy())
    req.pipe(passed)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  keep({
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
    },
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`
}

async function runSuite(url: string, args: string[]): Promise<{ code: number; output: string }> {
  const shim = join(root, 'test/harness/conformance-on-node-20.mjs')
  const all = ['--import', shim, suite, 'server', '--url', url, ...args]
  const ran = promisify(execFile)(process.execPath, all, { maxBuffer: 64 * 1024 * 1024 })
  return ran.then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  )
}

/** The scenarios of the suite's summary that failed. */
const failedIn = (output: string) =>
  [...output.matchAll(/^✗ ([\w-]+): \d+ passed, \d+ failed$/gm)].map(([, name]) => name)

it.each([
  { revision: '2026-07-28', passed: 190 },
  { revision: '2025-11-25', passed: 75 },
])(
  'passes the whole suite of the revision $revision',
  async (expected) => {
    const api = keep(await startTestApi({}, { worker: false }, createMcpFixtures()))
    const { client } = await api.signUp()
    const { key } = await makeKey(client)
    const { code, output } = await runSuite(await addKey(api.url, key), ['--requirements', expected.revision])
    const [, passed] = /^Total: (\d+) passed/m.exec(output) ?? [undefined, output]
    expect({ code, failed: failedIn(output) }).toEqual({ code: 0, failed: [] })
    expect(Number(passed)).toBeGreaterThanOrEqual(expected.passed)
  },
  300_000,
)

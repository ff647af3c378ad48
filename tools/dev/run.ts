/**
 * `npm run dev`: restarts the service at every change, behind Vite, which serves the web app's sources and
 * updates them in the open page.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createProbe } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'vite'

const root = join(import.meta.dirname, '../..')
const port = Number(process.env.PORT ?? 4000)
const servicePort = await findFreePort()
const url = `http://localhost:${port}`

const watched = ['apps/server/src', 'apps/server/bin', 'packages'].map((folder) => `--watch-path=${folder}`)

// Browsers reach the service through Vite, so links in emails and pictures must use its address.
const service = spawn(
  process.execPath,
  ['--conditions=chatsvg-source', '--import', 'tsx', ...watched, 'apps/server/bin/all.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    env: { PUBLIC_URL: url, ...process.env, PORT: String(servicePort) },
  },
)
process.env.WEB_API_URL = `http://127.0.0.1:${servicePort}`
const vite = await createServer({
  configFile: join(root, 'apps', 'web', 'vite.config.ts'),
  server: { port, strictPort: true },
})
await vite.listen()
process.stdout.write(`The web app is at ${url}, and follows its sources\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void end(service).finally(() => vite.close()))

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function findFreePort(): Promise<number> {
  const probe = createProbe().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

/**
 * `chatsvg health`, for HEALTHCHECK: 0 when the container's service is well, 1 when it is not. Only what has
 * an API can be asked. A worker has no port: it ends when something goes wrong that it cannot mend, and its
 * place is taken by the restart policy.
 */
import { readFileSync } from 'node:fs'

const timeoutMs = 4_000

/** The words of process 1 tell the role, with and without an init of the engine's own before ours. */
const words = readFileSync('/proc/1/cmdline', 'utf8').split('\0')
if (words.some((word) => ['worker', 'migrate', 'admin'].includes(word))) process.exit(0)

const url = `http://127.0.0.1:${process.env.PORT ?? 4000}/api/health`
try {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
} catch (error) {
  process.stderr.write(`${error.cause?.message ?? error.message}\n`)
  process.exit(1)
}

/**
 * `chatsvg health`, for HEALTHCHECK: exits with 0 when the container's service is healthy, else with 1. Only
 * roles with an API can be asked. A worker has no port: it exits after an error that it cannot recover from,
 * and the restart policy starts it again.
 */
import { readFileSync } from 'node:fs'

const timeoutMs = 4_000

/** The role is in the command line of process 1, with or without the init of the container engine. */
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

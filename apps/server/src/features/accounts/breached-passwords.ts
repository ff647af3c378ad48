import { createHash } from 'node:crypto'
import type { Log } from '../../platform/log/index.ts'

export type BreachCheckOptions = {
  /** Answers `<url>/<first five hexadecimal digits of a SHA-1>`. Undefined: no service is asked. */
  url: string | undefined
  log: Log
  timeoutMs?: number
}

/** Whether a password, in its NFKC form, is known from a breach. Never rejects. */
export type BreachCheck = (password: string) => Promise<boolean>

const prefixDigits = 5
/** The longest answers of the public service are about 50 KiB. */
const answerCharsMax = 1024 * 1024

/**
 * Asks a service that implements the range API of Pwned Passwords (version 3: lines of `<35 more
 * digits>:<count>`; padding has a count of 0). The service learns five of the forty digits of the password's
 * hash. About a thousand passwords of its list share these. If the service does not answer in time, the
 * password is accepted.
 */
export function createBreachCheck({ url, log, timeoutMs = 1_500 }: BreachCheckOptions): BreachCheck {
  if (url === undefined) return async () => false
  const base = url.replace(/\/+$/, '')
  return async (password) => {
    const digits = createHash('sha1').update(password).digest('hex').toUpperCase()
    const [prefix, rest] = [digits.slice(0, prefixDigits), digits.slice(prefixDigits)]
    try {
      const response = await fetch(`${base}/${prefix}`, {
        headers: { 'add-padding': 'true', 'user-agent': 'chatsvg' },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (!response.ok) {
        await response.body?.cancel()
        throw new Error(`the service answered ${response.status}`)
      }
      return isListed((await response.text()).slice(0, answerCharsMax), rest)
    } catch (err) {
      log.warn({ err }, 'a new password was not compared with breached ones')
      return false
    }
  }
}

const isListed = (answer: string, rest: string): boolean =>
  answer.split('\n').some((line) => {
    const [digits, count] = line.trim().split(':')
    return digits?.toUpperCase() === rest && Number(count) > 0
  })

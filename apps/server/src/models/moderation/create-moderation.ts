import { createBoundedFetch } from './bounded-fetch.ts'
import { findDeniedWords } from './find-denied-words.ts'

export type ModerationOptions = {
  /**
   * If set, prompts that pass the deny-list are checked by OpenAI's moderation endpoint, which is free of
   * charge.
   */
  openaiKey?: string
  /** With its version; OpenAI's own unless given. */
  baseUrl?: string
  /** How long a request may wait for the endpoint. */
  timeoutMs?: number
  /** How long the endpoint is not called after a failure, so that an outage does not slow every request. */
  pauseMs?: number
  /** Called when the endpoint could not be reached, for the log. The error contains no prompt. */
  onFault?: (error: Error) => void
}

/**
 * `category` is one of OpenAI's moderation categories. For the log and for metrics; the user only learns that
 * the prompt was refused.
 */
export type ModerationVerdict = { allowed: true } | { allowed: false; category: string }

export type Moderation = {
  /**
   * Whether a prompt may be drawn. The deny-list always applies. The endpoint refuses what it flags. When it
   * cannot be reached, the prompt is allowed, because the output is sanitised anyway and vendors refuse by
   * themselves. It never throws.
   */
  check(prompt: string): Promise<ModerationVerdict>
  /** The same by the deny-list alone, for what is free to ask and must not use up the endpoint. */
  checkWords(prompt: string): ModerationVerdict
}

const vendorUrl = 'https://api.openai.com/v1'
const modelId = 'omni-moderation-latest'
const answerBytesMax = 64 * 1024

export function createModeration(options: ModerationOptions = {}): Moderation {
  const { openaiKey, baseUrl = vendorUrl, timeoutMs = 2_000, pauseMs = 15_000, onFault } = options
  const fetchBounded = createBoundedFetch(answerBytesMax)
  let pausedUntilMs = Number.NEGATIVE_INFINITY

  async function askEndpoint(prompt: string): Promise<ModerationVerdict> {
    const response = await fetchBounded(`${baseUrl}/moderations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${openaiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: modelId, input: prompt }),
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (!response.ok) {
      await response.body?.cancel()
      throw new Error(`The moderation endpoint answered ${response.status}`)
    }
    return readVerdict(await response.json())
  }

  function checkWords(prompt: string): ModerationVerdict {
    const category = findDeniedWords(prompt)
    return category ? { allowed: false, category } : { allowed: true }
  }

  return {
    checkWords,
    async check(prompt) {
      const verdict = checkWords(prompt)
      if (!verdict.allowed) return verdict
      if (openaiKey === undefined || performance.now() < pausedUntilMs) return { allowed: true }
      try {
        return await askEndpoint(prompt)
      } catch (cause) {
        pausedUntilMs = performance.now() + pauseMs
        onFault?.(new Error('A prompt was not shown to the moderation endpoint', { cause }))
        return { allowed: true }
      }
    },
  }
}

/** `results[0]` of OpenAI's moderation object: `flagged`, and `categories` with a boolean each. */
function readVerdict(answer: unknown): ModerationVerdict {
  const { results } = answer as { results?: unknown }
  const first = Array.isArray(results)
    ? (results[0] as { flagged?: unknown; categories?: unknown })
    : undefined
  if (typeof first?.flagged !== 'boolean') throw new Error('The moderation endpoint gave no verdict')
  if (!first.flagged) return { allowed: true }
  const categories = Object.entries(first.categories ?? {})
  return { allowed: false, category: categories.find(([, flagged]) => flagged === true)?.[0] ?? 'flagged' }
}

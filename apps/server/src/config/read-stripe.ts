import type { Environment } from './env.ts'

/** `apiBase` is an address without a path. */
export type StripeConfig = { secretKey: string; webhookSecret: string; apiBase: string; computesTax: boolean }

/** Undefined: nothing is sold. */
export function readStripe(env: Environment): StripeConfig | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env
  if (!secretKey || !webhookSecret) return undefined
  return { secretKey, webhookSecret, apiBase: env.STRIPE_API_BASE, computesTax: env.STRIPE_TAX }
}

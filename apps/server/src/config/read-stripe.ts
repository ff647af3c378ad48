import type { Config } from './config.ts'
import type { Environment } from './env.ts'

export function readStripe(env: Environment): Config['stripe'] {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env
  if (!secretKey || !webhookSecret) return undefined
  return { secretKey, webhookSecret, apiBase: env.STRIPE_API_BASE, computesTax: env.STRIPE_TAX }
}

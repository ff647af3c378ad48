import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { openSecret, sealSecret } from '../../platform/sealing/index.ts'

const secretBytes = 32

/** A secret in its wire form (Standard Webhooks 1.0, "Secret serialization"). */
export const createSecret = (): string => `whsec_${randomBytes(secretBytes).toString('base64')}`

/** Receivers and we need the same secret to sign, so it cannot be stored as a hash. */
export const sealWebhookSecret = (secret: string, webhookId: string, key: Uint8Array): string =>
  sealSecret(Buffer.from(secret), webhookId, key)

/**
 * The headers of one attempt, signed with each of the secrets. Undefined when none of them can be decrypted,
 * because JWT_SECRET is another one now.
 */
export function signAttempt(
  { id, at, body }: { id: string; at: Date; body: string },
  { webhookId, sealedSecrets, key }: { webhookId: string; sealedSecrets: readonly string[]; key: Uint8Array },
): Record<string, string> | undefined {
  const secrets = sealedSecrets.flatMap((sealed) => openSecret(sealed, webhookId, key) ?? [])
  if (secrets.length === 0) return undefined
  const signatures = secrets.map((secret) => new Webhook(Buffer.from(secret).toString()).sign(id, at, body))
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  }
}

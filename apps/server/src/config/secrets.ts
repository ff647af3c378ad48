import { hkdfSync, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const secretCharsMin = 32
const distinctCharsMin = 10

/**
 * The keys of the service, each 32 bytes and each for one purpose (HKDF-SHA-256, RFC 5869, info = the
 * purpose).
 */
export type Keys = {
  accessToken: Uint8Array
  refreshToken: Uint8Array
  csrf: Uint8Array
  signedUrl: Uint8Array
  mailedToken: Uint8Array
  oauthState: Uint8Array
  signupGrant: Uint8Array
  /** Hashes the addresses that have used a code. */
  codeUse: Uint8Array
  report: Uint8Array
  /** Encrypts the secrets of authenticator apps. */
  factorSecret: Uint8Array
  passkeyChallenge: Uint8Array
  /** Encrypts the secrets of webhooks. */
  webhookSecret: Uint8Array
  /** Signs the cookies of requests for authorization. */
  oauthCookie: Uint8Array
  /** Seed of the signing key that the authorization server announces. */
  oauthSigning: Uint8Array
  /** Hashes the tokens and codes of the authorization server. */
  oauthToken: Uint8Array
  /** Encrypts the secrets of OAuth clients. */
  oauthClientSecret: Uint8Array
}

/** What is wrong with a secret, as the end of the sentence "JWT_SECRET ...". */
export function weaknessOf(secret: string): string | undefined {
  const advice = 'Make one with: openssl rand -base64 48'
  if (secret.length < secretCharsMin) return `must have at least ${secretCharsMin} characters. ${advice}`
  if (new Set(secret).size < distinctCharsMin) return `is too regular to be secret. ${advice}`
  if (/change.?me|your.?secret|placeholder/i.test(secret)) return `is an example, not a secret. ${advice}`
  return undefined
}

export function deriveKeys(secret: string): Keys {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', secret, '', `chatsvg/${purpose}/v1`, 32))
  return {
    accessToken: derive('access-token'),
    refreshToken: derive('refresh-token'),
    csrf: derive('csrf'),
    signedUrl: derive('signed-url'),
    mailedToken: derive('mailed-token'),
    oauthState: derive('oauth-state'),
    signupGrant: derive('signup-grant'),
    codeUse: derive('code-use'),
    report: derive('report'),
    factorSecret: derive('factor-secret'),
    passkeyChallenge: derive('passkey-challenge'),
    webhookSecret: derive('webhook-secret'),
    oauthCookie: derive('oauth-cookie'),
    oauthSigning: derive('oauth-signing'),
    oauthToken: derive('oauth-token'),
    oauthClientSecret: derive('oauth-client-secret'),
  }
}

/**
 * The secret of an installation without a configured one: generated once, stored in `secrets.json`, readable
 * only by its owner. Processes that start at the same moment agree on one.
 */
export async function loadOrCreateSecret(dataFolder: string): Promise<string> {
  const path = join(dataFolder, 'secrets.json')
  const existing = await readSecret(path)
  if (existing) return existing
  await mkdir(dataFolder, { recursive: true, mode: 0o711 })
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const secret = randomBytes(48).toString('base64url')
  await writeFile(draft, `${JSON.stringify({ jwtSecret: secret }, null, 2)}\n`, { mode: 0o600 })
  try {
    // A hard link appears complete or not at all, and never replaces the file of the process that was first.
    await link(draft, path)
    return secret
  } catch (error) {
    const first = await readSecret(path)
    if (!first) throw error
    return first
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * A fingerprint that distinguishes two secrets and reveals neither: 16 hexadecimal digits. Empty if there is
 * no secret yet.
 *
 * @param secret as configured; undefined: the one in the data folder.
 */
export async function fingerprintSecret(secret: string | undefined, dataFolder: string): Promise<string> {
  const known = secret ?? (await readSecret(join(dataFolder, 'secrets.json')))
  if (known === undefined) return ''
  return Buffer.from(hkdfSync('sha256', known, '', 'chatsvg/fingerprint/v1', 8)).toString('hex')
}

async function readSecret(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const secret = parseSecret(text)
  if (secret === undefined || weaknessOf(secret))
    throw new Error(`${path} holds no usable jwtSecret. Restore it, or delete it to sign everybody out.`)
  return secret
}

/** Without the parser's own error, which would quote the file. */
function parseSecret(text: string): string | undefined {
  try {
    const secret = (JSON.parse(text) as { jwtSecret?: unknown } | null)?.jwtSecret
    return typeof secret === 'string' ? secret : undefined
  } catch {
    return undefined
  }
}

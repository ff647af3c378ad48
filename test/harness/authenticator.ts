import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

type Kept = { privateKey: KeyObject; userHandle: string; rpId: string; counter: number }

/** Errors that a test can request. */
export type Deviation = {
  origin?: string
  rpId?: string
  /** The user was present but not verified. */
  isUnverified?: boolean
  counter?: number
  userHandle?: string | null
}

/**
 * A simulated security key: creates passkeys (ES256, no attestation) and answers with them, in the JSON form
 * of a browser (WebAuthn Level 3, sections 5.1 and 6).
 */
export class Authenticator {
  readonly #origin: string
  readonly #passkeys = new Map<string, Kept>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** `navigator.credentials.create`. */
  create(options: unknown, deviation: Deviation = {}): { id: string } & Record<string, unknown> {
    const { rp, challenge, user } = options as {
      rp: { id: string }
      challenge: string
      user: { id: string }
    }
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const rawId = randomBytes(32)
    const id = rawId.toString('base64url')
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    // COSE_Key (RFC 9052, section 7): kty EC2, alg ES256, crv P-256, x, y.
    const cose = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
      Buffer.from(x, 'base64url'),
      Buffer.from([0x22, 0x58, 0x20]),
      Buffer.from(y, 'base64url'),
    ])
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, rawId.length]), rawId, cose])
    const flags = flagsOf(deviation) | 0x40
    const data = Buffer.concat([dataHead(deviation.rpId ?? rp.id, flags, deviation.counter ?? 0), attested])
    this.#passkeys.set(id, { privateKey, userHandle: user.id, rpId: rp.id, counter: 0 })
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3, 0x63]),
      Buffer.from('fmt'),
      Buffer.from([0x64]),
      Buffer.from('none'),
      Buffer.from([0x67]),
      Buffer.from('attStmt'),
      Buffer.from([0xa0, 0x68]),
      Buffer.from('authData'),
      Buffer.from([0x58, data.length]),
      data,
    ])
    return {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
      response: {
        clientDataJSON: this.#clientData('webauthn.create', challenge, deviation).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** `navigator.credentials.get`, with the passkey that the options name, or else the newest. */
  get(options: unknown, deviation: Deviation = {}): Record<string, unknown> {
    const { challenge, allowCredentials } = options as {
      challenge: string
      allowCredentials?: { id: string }[]
    }
    const id =
      allowCredentials?.find((named) => this.#passkeys.has(named.id))?.id ?? [...this.#passkeys.keys()].at(-1)
    const passkey = id === undefined ? undefined : this.#passkeys.get(id)
    if (!passkey) throw new Error('the authenticator has no such passkey')
    passkey.counter += 1
    const data = dataHead(
      deviation.rpId ?? passkey.rpId,
      flagsOf(deviation),
      deviation.counter ?? passkey.counter,
    )
    const clientData = this.#clientData('webauthn.get', challenge, deviation)
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    const userHandle = deviation.userHandle === undefined ? passkey.userHandle : deviation.userHandle
    return {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, passkey.privateKey).toString('base64url'),
        ...(userHandle !== null && { userHandle }),
      },
    }
  }

  #clientData(type: string, challenge: string, { origin = this.#origin }: Deviation): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }
}

const flagsOf = ({ isUnverified }: Deviation) => (isUnverified ? 0x01 : 0x05)

function dataHead(rpId: string, flags: number, counter: number): Buffer {
  const tail = Buffer.alloc(5)
  tail.writeUInt8(flags)
  tail.writeUInt32BE(counter, 1)
  return Buffer.concat([createHash('sha256').update(rpId).digest(), tail])
}

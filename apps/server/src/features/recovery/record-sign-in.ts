import type { Tx } from '../../platform/db/index.ts'
import { clientKey } from '../../platform/limits/index.ts'
import { readEarlierSignIns } from '../accounts/index.ts'
import { deriveMailedToken, hashMailedToken } from '../credentials/index.ts'
import { queueEmail } from '../mail/index.ts'
import { insertNotification } from '../notifications/index.ts'
import { describeDevice, type RecordSignIn } from '../sessions/index.ts'
import { newDeviceEmail } from './emails.ts'
import { insertSignInNotice, touchDevice } from './store.ts'

const disownSeconds = 7 * 24 * 60 * 60

/**
 * Sends an email to the owner of an account when a new device signs in. A device is known by its cookie. A
 * client without the cookie, such as a program, is known by its user agent together with its address. The
 * first sign-in of an account sends none.
 */
export function createSignInRecorder(tokenKey: Uint8Array): RecordSignIn {
  return async (tx, { userId, email, deviceHash, origin }) => {
    const isKnown = await touchDevice(tx, userId, deviceHash)
    if (isKnown) return undefined
    const earlier = await readEarlierSignIns(tx, userId, origin.requestId)
    const isSimilarDevice = earlier.some(
      ({ userAgent, ipAddress }) =>
        userAgent === origin.userAgent &&
        ipAddress !== null &&
        clientKey(ipAddress) === clientKey(origin.ipAddress),
    )
    if (earlier.length === 0 || isSimilarDevice) return undefined
    return announce(tx, { userId, email }, describeDevice(origin.userAgent), origin.ipAddress, tokenKey)
  }
}

async function announce(
  tx: Tx,
  { userId, email }: { userId: string; email: string },
  device: string,
  ipAddress: string,
  tokenKey: Uint8Array,
): Promise<string> {
  const letter = { userId, recipient: email, data: { device, ipAddress } }
  const id = await queueEmail(tx, newDeviceEmail, letter)
  const tokenHash = hashMailedToken(deriveMailedToken(id, 'not-me', tokenKey))
  await insertSignInNotice(tx, { id, userId, tokenHash }, disownSeconds)
  await insertNotification(tx, {
    userId,
    type: 'ACCOUNT_SECURITY',
    title: 'A new device signed in',
    message: `${device} signed in to your account. If this was not you, follow the link in the mail about it, or change your password.`,
  })
  return id
}

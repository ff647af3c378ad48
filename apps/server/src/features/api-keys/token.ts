import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const secretBytes = 32
/** The digits that 32 bytes and a CRC-32 need at most: fixed widths, so that every key is equally long. */
const secretDigits = 43
const checksumDigits = 6
const shownDigits = 4

const form = new RegExp(
  `^chatsvg_[a-z0-9]{1,16}_[0-9A-Za-z]{${secretDigits}}([0-9A-Za-z]{${checksumDigits}})$`,
)

const tokenBeginning = 'chatsvg_oauth_'

/** A new access token of an app; it has the form of a key. */
export const createAccessTokenText = (): string => createKeyText('oauth')

/** Whether the text is meant as an access token of an app. */
export const isAccessToken = (text: string): boolean => text.startsWith(tokenBeginning)

/** A new key, `chatsvg_<environment>_<secret><checksum>`. The checksum is of everything before it. */
export function createKeyText(environment: string): string {
  const secret = BigInt(`0x${randomBytes(secretBytes).toString('hex')}`)
  const body = `chatsvg_${environment}_${encode(secret, secretDigits)}`
  return body + checksumOf(body)
}

/** Whether the text can be a key: a mistyped or shortened one is refused without a query. */
export function isWellFormed(text: string): boolean {
  const [, checksum] = form.exec(text) ?? []
  return checksum !== undefined && checksumOf(text.slice(0, -checksumDigits)) === checksum
}

/** SHA-256, hexadecimal: a secret of 32 random bytes cannot be guessed, so a slow hash would add nothing. */
export const hashKey = (text: string): string => hash('sha256', text, 'hex')

/** The beginning by which the owner of a key recognises it. */
export const beginningOf = (text: string): string =>
  text.slice(0, text.length - secretDigits - checksumDigits + shownDigits)

/** The text that an `Authorization` header presents as a key, well-formed or not. */
export function presentedKey(authorization: string | undefined): string | undefined {
  return /^Bearer +(chatsvg_\S*)$/i.exec(authorization ?? '')?.[1]
}

const checksumOf = (body: string) => encode(BigInt(crc32(body)), checksumDigits)

function encode(value: bigint, width: number): string {
  let [rest, text] = [value, '']
  while (rest > 0n) {
    text = digits[Number(rest % 62n)] + text
    rest /= 62n
  }
  return text.padStart(width, '0')
}

import { createHmac, timingSafeEqual } from 'node:crypto'

/** `view`: shown where it is opened. `download`: saved under a name of its own. */
export type LinkPurpose = 'view' | 'download'

/** What a request for a file carries of a link, as its query has it. */
export type LinkQuery = { purpose?: string; expires?: string; signature?: string }

export type LinkedPicture = { id: string; privacy: boolean }

/** A link that opens the picture, and for how many seconds more. */
export type OpenLink = { purpose: LinkPurpose; secondsLeft: number }

/**
 * Addresses of pictures' files. Whoever holds a signed one may open the file until it expires, without
 * cookies; the signature is an HMAC-SHA256 over id, purpose, expiry and whether the picture was private. So a
 * link that was made while everybody could see the picture does not open it any more once it is private.
 */
export type FileLinks = {
  /**
   * For lists: plain for public pictures; signed for private ones, the same for an hour, so that browsers can
   * keep the file.
   */
  svgUrl(picture: LinkedPicture): string
  /** Signed for 60 seconds. */
  downloadUrl(picture: LinkedPicture): string
  /**
   * @returns undefined when the link has expired, was not made by us, or is not about this picture as it is
   * now.
   */
  readLink(picture: LinkedPicture, query: LinkQuery): OpenLink | undefined
}

const downloadSeconds = 60
const hourSeconds = 3_600

/** @param nowMs the clock that links are made and read by. */
export function createFileLinks(
  key: Uint8Array,
  publicUrl: () => string,
  nowMs: () => number = Date.now,
): FileLinks {
  const nowSeconds = () => nowMs() / 1_000
  const plainUrl = ({ id }: LinkedPicture) => `${publicUrl()}/api/svg/${id}/file.svg`

  function signedUrl(picture: LinkedPicture, purpose: LinkPurpose, expires: number): string {
    const signature = sign(key, picture, purpose, String(expires)).toString('base64url')
    return `${plainUrl(picture)}?purpose=${purpose}&expires=${expires}&signature=${signature}`
  }

  return {
    svgUrl(picture) {
      if (!picture.privacy) return plainUrl(picture)
      // Lasts at least one hour and less than two.
      const expires = (Math.floor(nowSeconds() / hourSeconds) + 2) * hourSeconds
      return signedUrl(picture, 'view', expires)
    },
    downloadUrl: (picture) => signedUrl(picture, 'download', Math.floor(nowSeconds()) + downloadSeconds),
    readLink({ id, privacy }, { purpose, expires = '', signature = '' }) {
      if (purpose !== 'view' && purpose !== 'download') return undefined
      const secondsLeft = /^\d{1,12}$/.test(expires) ? Math.floor(Number(expires) - nowSeconds()) : -1
      if (secondsLeft < 0) return undefined
      const given = Buffer.from(signature, 'base64url')
      // What is public now may be opened by a link from when it was private, but not the other way round.
      const isOurs = (wasPrivate: boolean) =>
        areEqual(given, sign(key, { id, privacy: wasPrivate }, purpose, expires))
      return isOurs(true) || (!privacy && isOurs(false)) ? { purpose, secondsLeft } : undefined
    },
  }
}

function sign(
  key: Uint8Array,
  { id, privacy }: LinkedPicture,
  purpose: LinkPurpose,
  expires: string,
): Buffer {
  const signed = ['file', id, purpose, privacy ? 'private' : 'public', expires].join('\n')
  return createHmac('sha256', key).update(signed).digest()
}

const areEqual = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)

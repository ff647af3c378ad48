import { createHmac, timingSafeEqual } from 'node:crypto'

/** `view`: shown where it is opened. `download`: saved under a name of its own. */
export type LinkPurpose = 'view' | 'download'

/** What a request for a file carries of a link, as its query has it. */
export type LinkQuery = { purpose?: string; expires?: string; signature?: string }

export type LinkedPicture = { id: string; privacy: boolean; removedAt: Date | null }

/** Who could see a picture when a link to it was made. */
type Standing = 'public' | 'private' | 'removed'

/** A link that opens the picture, and for how many seconds more. */
export type OpenLink = { purpose: LinkPurpose; secondsLeft: number }

/**
 * Addresses of pictures' files. Whoever holds a signed one may open the file until it expires, without
 * cookies; the signature is an HMAC-SHA256 over id, purpose, expiry and who could see the picture. So a link
 * that was made while everybody could see the picture does not open it any more once it is private, and none
 * from before opens what an administrator has removed.
 */
export type FileLinks = {
  /**
   * For lists: plain for public pictures; signed for private ones, the same for an hour, so that browsers can
   * keep the file. Plain for removed ones: a link that can be passed on would show them to others.
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
    const signature = sign(key, picture.id, standingOf(picture), purpose, String(expires)).toString(
      'base64url',
    )
    return `${plainUrl(picture)}?purpose=${purpose}&expires=${expires}&signature=${signature}`
  }

  return {
    svgUrl(picture) {
      if (standingOf(picture) !== 'private') return plainUrl(picture)
      // Lasts at least one hour and less than two.
      const expires = (Math.floor(nowSeconds() / hourSeconds) + 2) * hourSeconds
      return signedUrl(picture, 'view', expires)
    },
    downloadUrl: (picture) => signedUrl(picture, 'download', Math.floor(nowSeconds()) + downloadSeconds),
    readLink(picture, { purpose, expires = '', signature = '' }) {
      if (purpose !== 'view' && purpose !== 'download') return undefined
      const secondsLeft = /^\d{1,12}$/.test(expires) ? Math.floor(Number(expires) - nowSeconds()) : -1
      if (secondsLeft < 0) return undefined
      const given = Buffer.from(signature, 'base64url')
      const standing = standingOf(picture)
      // What is public now may be opened by a link from when it was private, but not the other way round.
      const standings: Standing[] = standing === 'public' ? ['public', 'private'] : [standing]
      const isOurs = standings.some((then) => areEqual(given, sign(key, picture.id, then, purpose, expires)))
      return isOurs ? { purpose, secondsLeft } : undefined
    },
  }
}

const standingOf = ({ privacy, removedAt }: LinkedPicture): Standing =>
  removedAt ? 'removed' : privacy ? 'private' : 'public'

function sign(
  key: Uint8Array,
  id: string,
  standing: Standing,
  purpose: LinkPurpose,
  expires: string,
): Buffer {
  return createHmac('sha256', key).update(['file', id, purpose, standing, expires].join('\n')).digest()
}

const areEqual = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b)

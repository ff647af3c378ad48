import { createHmac, timingSafeEqual } from 'node:crypto'

/** `view`: displayed in the browser. `download`: saved under a file name. */
export type LinkPurpose = 'view' | 'download'

/** The query parameters of a link to a file. */
export type LinkQuery = { purpose?: string; expires?: string; signature?: string }

export type LinkedPicture = { id: string; privacy: boolean; removedAt: Date | null }

/** Who could see a picture when the link was made. */
type Standing = 'public' | 'private' | 'removed'

/** A link to the picture, and the seconds until it expires. */
export type OpenLink = { purpose: LinkPurpose; secondsLeft: number }

/**
 * URLs of picture files. A signed URL gives access to the file until it expires, without cookies. The
 * signature is an HMAC-SHA256 over id, purpose, expiry, and who could see the picture. So a link that was
 * made while the picture was public no longer works once it is private, and no earlier link gives access to a
 * picture that an administrator has hidden.
 */
export type FileLinks = {
  /** For public pictures. */
  plainUrl(id: string): string
  /**
   * For lists: plain for public pictures; signed for private ones, with the same link for an hour, so that
   * browsers can cache the file. Plain for hidden ones: a signed link could be shared and would show them to
   * others.
   */
  svgUrl(picture: LinkedPicture): string
  /** Signed for 60 seconds. */
  downloadUrl(picture: LinkedPicture): string
  /**
   * @returns undefined when the link has expired, was not made by this service, or does not match the current
   * visibility of the picture.
   */
  readLink(picture: LinkedPicture, query: LinkQuery): OpenLink | undefined
}

const downloadSeconds = 60
const hourSeconds = 3_600

/**
 * @param nowMs the clock with which links are made and checked.
 * @param filesUrl the host of public files, if it is another one.
 */
export function createFileLinks(
  key: Uint8Array,
  publicUrl: () => string,
  {
    nowMs = Date.now,
    filesUrl = publicUrl,
  }: { nowMs?: (() => number) | undefined; filesUrl?: (() => string) | undefined } = {},
): FileLinks {
  const nowSeconds = () => nowMs() / 1_000
  const urlAt = (host: string, id: string) => `${host}/api/svg/${id}/file.svg`
  const plainUrl = (id: string) => urlAt(filesUrl(), id)
  const ownUrl = (id: string) => urlAt(publicUrl(), id)

  function signedUrl(picture: LinkedPicture, purpose: LinkPurpose, expires: number): string {
    const signature = sign(key, picture.id, standingOf(picture), purpose, String(expires)).toString(
      'base64url',
    )
    return `${ownUrl(picture.id)}?purpose=${purpose}&expires=${expires}&signature=${signature}`
  }

  return {
    plainUrl,
    svgUrl(picture) {
      const standing = standingOf(picture)
      if (standing === 'public') return plainUrl(picture.id)
      if (standing === 'removed') return ownUrl(picture.id)
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
      // A link from when the picture was private still works for a public one, but not the reverse.
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

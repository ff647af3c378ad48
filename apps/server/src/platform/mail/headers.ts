/** Control characters and line ends of Unicode: a header is one line (RFC 5322, section 2.2). */
const breaksLine = /[\p{Cc}\u2028\u2029]+/gu
const headerCharsMax = 500

/** The text as one line. */
export function cleanHeader(text: string): string {
  return [...text.replace(breaksLine, ' ').trim()].slice(0, headerCharsMax).join('')
}

/** `local@domain` without characters that separate, quote or comment addresses (RFC 5322, section 3.4). */
export function isPlainAddress(text: string): boolean {
  return text.length <= 320 && /^[^\s\p{C}@<>()[\]\\,;:"]+@[^\s\p{C}@<>()[\]\\,;:"]+$/u.test(text)
}

export function isMailId(text: string): boolean {
  return /^[A-Za-z0-9-]{1,64}$/.test(text)
}

/** The bare address of a sender such as `Name <address>`. Throws a TypeError when there is none. */
export function readSenderAddress(from: string): string {
  const address = /<([^<>]*)>$/.exec(from)?.[1] ?? from
  if (!isPlainAddress(address)) throw new TypeError('the sender of mail must be an address or Name <address>')
  return address
}

/**
 * Automatic replies answer mail of people; these headers tell them not to answer ours (RFC 3834, section 5).
 */
export function automaticHeaders(mail: { replyTo?: string }): Record<string, string> {
  return mail.replyTo === undefined
    ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
    : {}
}

const wordsCharsMax = 60
const componentWordsMax = 6

/**
 * `Content-Disposition` that saves a picture under the words of its prompt (RFC 6266). Older clients read the
 * plain form, in ASCII; others the extended one (RFC 8187), in UTF-8. Letters, digits and single dashes
 * alone, so that no name has a path, a quote, a hidden beginning or a change of direction; the end of the id
 * keeps names apart and clear of those that systems reserve.
 */
export function attachmentOf({ id, prompt }: { id: string; prompt: string }, extension: string): string {
  const ending = `${id.slice(-6)}.${extension}`
  const words = prompt.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
  const ascii = prompt
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
  const [plain, extended] = [`${cut(ascii)}-${ending}`, `${cut(words)}-${ending}`]
  if (plain === extended) return `attachment; filename="${plain}"`
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(extended)}`
}

/**
 * A component's name from the words of the prompt: `RedFoxInTheSnow`. Letters and digits of ASCII, beginning
 * with a capital, never empty.
 */
export function componentNameOf(prompt: string): string {
  const words = prompt
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .match(/[A-Za-z0-9]+/g)
  const name = (words ?? [])
    .slice(0, componentWordsMax)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('')
    .slice(0, wordsCharsMax)
  return /^[A-Z]/.test(name) ? name : `Picture${name}`
}

/** Whole characters, as many as a file system has room for in any script. */
function cut(words: string): string {
  const trimmed = words.replace(/^[-\p{M}]+/u, '')
  const kept = [...trimmed].slice(0, wordsCharsMax).join('').replace(/-+$/, '')
  return kept || 'picture'
}

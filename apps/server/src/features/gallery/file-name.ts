const wordsCharsMax = 60
const nameWordsMax = 6

/**
 * `Content-Disposition` that saves a picture under the words of its prompt (RFC 6266). Older clients read the
 * plain form, in ASCII; others the extended one (RFC 8187), in UTF-8. Only letters, digits and single dashes
 * are used, so that no name contains a path, a quote, a leading dot or a change of text direction. The end of
 * the id makes names unique and avoids names that operating systems reserve.
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
 * A component's name from the words of the prompt: `RedFoxInTheSnow`. ASCII letters and digits, beginning
 * with a capital, never empty.
 */
export function componentNameOf(prompt: string): string {
  const name = nameWordsOf(prompt)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join('')
    .slice(0, wordsCharsMax)
  return /^[A-Z]/.test(name) ? name : `Picture${name}`
}

/** The first words of a prompt in ASCII letters and digits, without accents, for a name. */
export function nameWordsOf(prompt: string): string[] {
  const ascii = prompt.normalize('NFKD').replace(/\p{M}+/gu, '')
  return (ascii.match(/[A-Za-z0-9]+/g) ?? []).slice(0, nameWordsMax)
}

/** Whole characters, few enough for the file name limit in every script. */
function cut(words: string): string {
  const trimmed = words.replace(/^[-\p{M}]+/u, '')
  const kept = [...trimmed].slice(0, wordsCharsMax).join('').replace(/-+$/, '')
  return kept || 'picture'
}

/**
 * Code points without the presentation selector and skin tones: the key under which one drawing serves all
 * tones.
 */
export function emojiKey(hexcode: string): string {
  return hexcode
    .toLowerCase()
    .split('-')
    .filter((code) => code !== 'fe0f' && !/^1f3f[b-f]$/.test(code))
    .join('-')
}

/** Arabic letters by their joining: on both sides, only to the previous letter, or not at all. */
export const joiningLetters = {
  both: 'بتثجحخسشصضطظعغفقكلمنهيئپچکگی',
  right: 'اأإآدذرزوؤةىژ',
  none: 'ء٠١٢٣٤٥٦٧٨٩،؟',
} as const

const both: ReadonlySet<string> = new Set(joiningLetters.both)
const right: ReadonlySet<string> = new Set(joiningLetters.right)

/**
 * Converts Arabic text to the keys of its glyphs from left to right: a letter and `i`, `m` or `f` for its
 * form at the beginning, in the middle and at the end of joined letters; lam and alef are one glyph. Follows
 * the joining rules of the Unicode Standard, section 9.2.
 */
export function shapeArabic(text: string): string[] {
  const letters = [...text].filter((letter) => !/\p{M}/u.test(letter))
  const keys: string[] = []
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? ''
    const next = letters[at + 1] ?? ''
    const joins = both.has(letter) || right.has(letter)
    const joinsBefore = joins && both.has(letters[at - 1] ?? '')
    if (letter === 'ل' && /[اأإآ]/.test(next)) {
      keys.push(letter + next + (joinsBefore ? 'f' : ''))
      at++
      continue
    }
    const joinsAfter = both.has(letter) && (both.has(next) || right.has(next))
    keys.push(letter + (joinsBefore ? (joinsAfter ? 'm' : 'f') : joinsAfter ? 'i' : ''))
  }
  return keys.reverse()
}

export function isArabic(text: string): boolean {
  return /\p{Script=Arabic}/u.test(text)
}

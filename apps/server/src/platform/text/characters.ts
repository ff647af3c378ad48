/**
 * Neither visible nor counted, by themselves (Unicode, DerivedCoreProperties.txt): zero-width spaces and
 * joiners, variation selectors, bidirectional controls, fillers of Hangul.
 */
const ignorable = /\p{Default_Ignorable_Code_Point}/gu
/**
 * Characters without visible ink: the above, white space, controls, marks without a letter, the empty pattern
 * of braille, and unassigned characters.
 */
const blank = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}\p{Cn}\p{M}\u2800\u{1D159}]*$/u
const control = /\p{Cc}/u
const controlBesideLines = /[^\P{Cc}\t\n\r]/u
/** Controls, those of bidirectional text (UAX #9), and Unicode's own line breaks. */
const steering = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu
const steeringBesideLines = /[^\P{Cc}\t\n]|[\p{Bidi_Control}\u2028\u2029]/gu
/**
 * The maximum of code points for each counted character: sequences of emoji need joiners, and nobody needs a
 * thousand of them.
 */
const writtenPerCharacter = 4

/**
 * How many characters a reader sees: code points of the composed form (NFC), as JSON Schema counts them,
 * without invisible ones. `é` is one, in every encoding. A mark that composes with no character counts, so
 * that many marks on one letter are long.
 */
export function countCharacters(text: string): number {
  return [...text.normalize('NFC').replace(ignorable, '')].length
}

/** Longer than `charactersMax`, or with more invisible characters than a text of that length can need. */
export function isTooLong(text: string, charactersMax: number): boolean {
  return (
    text.length > charactersMax * writtenPerCharacter * 2 ||
    [...text].length > charactersMax * writtenPerCharacter ||
    countCharacters(text) > charactersMax
  )
}

/** Nothing of it is visible. */
export function isBlank(text: string): boolean {
  return blank.test(text)
}

/**
 * Control characters (Unicode's category Cc). @param lines whether tabs and line breaks belong in the text.
 */
export function hasControlCharacters(text: string, lines: 'one line' | 'many lines'): boolean {
  return (lines === 'one line' ? control : controlBesideLines).test(text)
}

/**
 * The text for a terminal: characters that would move its cursor or change its state or the text direction
 * are escaped as in JavaScript, `\u001b`.
 *
 * @param lines whether tabs and line breaks belong in the text.
 */
export function escapeControls(text: string, lines: 'one line' | 'many lines'): string {
  const found = lines === 'one line' ? steering : steeringBesideLines
  return text.replace(found, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The beginning of the text, never with half of a character. */
export function cutCharacters(text: string, charactersMax: number): string {
  return isTooLong(text, charactersMax) ? [...text].slice(0, charactersMax).join('') : text
}

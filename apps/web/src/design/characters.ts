/**
 * How many characters a user sees, as the service counts them: code points of the composed form, without
 * invisible ones.
 */
export const countCharacters = (text: string): number =>
  [...text.normalize('NFC').replace(/\p{Default_Ignorable_Code_Point}/gu, '')].length

/** The beginning of the text, never with half of a character. */
export const cutCharacters = (text: string, charactersMax: number): string =>
  countCharacters(text) <= charactersMax ? text : [...text].slice(0, charactersMax).join('')

/**
 * For `maxLength`, which counts UTF-16 units: it prevents pasting very long texts; the service decides what
 * is too long.
 */
export const typedMax = (charactersMax: number): number => charactersMax * 4

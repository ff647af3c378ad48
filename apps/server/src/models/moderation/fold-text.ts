/**
 * Normalised readings of a prompt: lower case without accents, look-alikes of other alphabets and digits
 * replaced by the letters that they stand for, and separated or repeated letters joined. For comparing with
 * words, never for display.
 */
export function foldText(text: string): string[] {
  const plain = toPlainLetters(text)
  if (!leetSigns.test(plain)) return readApart(plain)
  // A one is an i or an l, so both are tried.
  const readings = plain.includes('1') ? [readLeet(plain, 'i'), readLeet(plain, 'l')] : [readLeet(plain, 'i')]
  return [...new Set(readings.flatMap(readApart))]
}

/** Requests wait for this, and nearly all prompts are plain: each step runs only if it is needed. */
function toPlainLetters(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase()
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/[а-яёіѕјԁα-ω]/gu, (letter) => lookAlikes.get(letter) ?? letter)
}

const leetSigns = /[0134578@$!]/

function readApart(text: string): string[] {
  const whole = tidy(text)
  const together = tidy(drawTogether(text))
  return whole === together ? [whole] : [whole, together]
}

const lookAlikes = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    е: 'e',
    к: 'k',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    с: 'c',
    т: 't',
    у: 'y',
    х: 'x',
    і: 'i',
    ѕ: 's',
    ј: 'j',
    ԁ: 'd',
    α: 'a',
    ε: 'e',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    τ: 't',
    υ: 'u',
    χ: 'x',
  }),
)

const leet = new Map(
  Object.entries({ '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's', '!': 'i' }),
)

/** Only beside a letter: "500 cats" is a number, and "hello!" is an end of a sentence. */
function readLeet(text: string, one: string): string {
  return text.replace(/[\p{L}\d@$!]+/gu, (token) => {
    if (!/\p{L}/u.test(token)) return token
    return token
      .replace(/!+$/, '')
      .replace(/[0134578@$!]/g, (sign) => (sign === '1' ? one : (leet.get(sign) ?? sign)))
  })
}

/** "b.a.d", "b a d" and "ba-d" are one word each. */
function drawTogether(text: string): string {
  return text
    .replace(/[._*-]+(?=\p{L})/gu, (signs, at) => (/\p{L}/u.test(text.charAt(at - 1)) ? '' : signs))
    .replace(/(?<![\p{L}\d])\p{L}(?: \p{L}(?![\p{L}\d])){2,}/gu, (letters) => letters.replaceAll(' ', ''))
}

/** Letters at most twice in a row, one space between words. */
function tidy(text: string): string {
  return text
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
    .replace(/[^\p{L}\d ]+| {2,}/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
}

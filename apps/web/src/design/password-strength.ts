import { countCharacters } from './characters.ts'

/** The strength of a password and, if it is weak, how to improve it. */
export type PasswordStrength = { level: 0 | 1 | 2 | 3; words: string }

const charsMin = 8
const charsMax = 128

/** Sequences of keyboards and calendars. */
const sequences = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '01234567890']
const worn = /pass ?wor[dt]|letmein|welcome|iloveyou|admin|login|dragon|monkey|football|chatsvg/gi

/**
 * Counts characters that are hard to guess: repetitions, sequences, common words and the user's own names
 * count little. Length is worth more than special characters.
 *
 * @param known words that an attacker would try first, such as the address.
 */
export function ratePassword(password: string, known: readonly string[] = []): PasswordStrength {
  const chars = countCharacters(password)
  if (chars === 0)
    return { level: 0, words: `At least ${charsMin} characters. A few words in a row are easy to remember.` }
  if (chars < charsMin)
    return {
      level: 0,
      words: `${charsMin - chars} more ${chars === charsMin - 1 ? 'character' : 'characters'}.`,
    }
  if (chars > charsMax) return { level: 0, words: `Too long: ${charsMax} characters at most.` }
  const surprise = countSurprise(password, known)
  if (surprise < 7) return { level: 1, words: 'Weak: it is among the first that an attacker would try.' }
  if (surprise < 12) return { level: 2, words: 'Fair: one more word would make it strong.' }
  return { level: 3, words: 'Strong.' }
}

/** Shorter or longer than the service accepts. Common passwords are left to the service. */
export const isWeakPassword = (password: string): boolean => {
  const length = countCharacters(password)
  return length < charsMin || length > charsMax
}

function countSurprise(password: string, known: readonly string[]): number {
  let text = password.toLowerCase()
  for (const word of known.flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)))
    if (word.length > 2) text = text.replaceAll(word, '*')
  text = text.replace(worn, '*').replace(/(?:19|20)\d\d/g, '*')
  let surprise = 0
  for (let at = 0; at < text.length; at += 1) {
    const pair = text.slice(at - 1, at + 1)
    const isRun = at > 0 && (pair[0] === pair[1] || sequences.some((one) => one.includes(pair)))
    surprise += isRun ? 0.25 : 1
  }
  const variety = new Set(text).size
  return Math.min(surprise, variety * 1.6) + (/[^\p{L}]/u.test(text) && /\p{Lu}/u.test(password) ? 1 : 0)
}

import { randomInt } from 'node:crypto'

/** Crockford's Base32: no letters that look like digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 60 random bits. */
const codeChars = 12

export function createCodeText(): string {
  return Array.from({ length: codeChars }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** A code as somebody types it: in any case, with spaces and hyphens, with O for 0 and I or L for 1. */
export const readCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')

/** In groups of four. */
export const writeCode = (code: string): string => code.match(/.{1,4}/g)?.join('-') ?? code

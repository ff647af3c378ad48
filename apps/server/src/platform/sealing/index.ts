/**
 * sealing: secrets that must be read again later, encrypted for storage.
 */
export { openSecret, sealSecret } from './seal.ts'

/**
 * mail: letters that we owe people. A letter is a row, written in the transaction of what it tells about; its
 * text and its tokens are made when it is sent, by the writer that its feature binds to it.
 *
 * `queueLetter` and, after the commit, a ring. A worker sends it, tries again later when it must, and sweeps
 * for letters that nobody rang for. Where mail is captured instead of sent, `mailboxPages` shows it.
 */
export {
  bindLetters,
  defineLetter,
  type LetterBinding,
  type LetterContent,
  type LetterDefinition,
  type LetterWriters,
  type OwedLetter,
  writeLetter,
} from './define-letter.ts'
export { sendLetterJob, sweepLettersJob } from './jobs.ts'
export { readOwnLetters } from './read-own-letters.ts'
export { createLetterRing, type RingForLetter } from './ring.ts'
export { mailboxPages } from './routes.ts'
export { letterSettings, type SendLetterDeps, type SendLetterSettings, sendLetter } from './send-letter.ts'
export { assignLetter, queueLetter } from './store.ts'
export { purgeLetters, type SweepLettersDeps, sweepLetters } from './sweep-letters.ts'

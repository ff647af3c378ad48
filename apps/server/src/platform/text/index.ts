/**
 * text: what a reader sees of a text: its length, whether it is empty, control characters. Used for texts
 * of users, names, passwords and messages. The web app counts in the same way
 * (apps/web/src/design/characters.ts), which a test compares. /
 */
export {
  countCharacters,
  cutCharacters,
  escapeControls,
  hasControlCharacters,
  isBlank,
  isTooLong,
} from './characters.ts'
export { isEmailAddress } from './email-address.ts'

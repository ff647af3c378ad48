/**
 * text: properties of a text as its reader sees it: length, emptiness, control characters. Used for texts of
 * users, names, passwords and messages. The web app counts in the same way
 * (apps/web/src/design/characters.ts), and a test compares both.
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

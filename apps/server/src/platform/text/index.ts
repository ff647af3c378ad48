/**
 * text: what a reader sees of a text: its length, whether it is empty, control characters. The one place
 * that says so, for prompts, names, passwords and messages; the web app counts in the same way
 * (apps/web/src/design/characters.ts), which a test compares.
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

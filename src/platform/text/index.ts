/**
 * text: what people see of a text that somebody wrote: how long it is, whether there is anything in it, and
 * what does not belong there. The one place that says so, for prompts, names, passwords and messages; the
 * studio counts in the same way (web/src/design/characters.ts), which a test compares.
 */
export {
  countCharacters,
  cutCharacters,
  escapeControls,
  hasControlCharacters,
  isBlank,
  isTooLong,
} from './characters.ts'

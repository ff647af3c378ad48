/**
 * editor: a picture is changed, by hand or by a sentence, and its versions are compared. The page is loaded
 * when it is opened; other pages use only the way to it, and the palettes that it keeps.
 */
export { useOpenEditor } from './open-editor.ts'
export { usePalettes } from './palettes.ts'

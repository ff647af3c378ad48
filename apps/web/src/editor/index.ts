/**
 * editor: a picture is changed, by hand or by a sentence, and its versions are compared. The page is loaded
 * when it is opened; other pages use only the way to it.
 */
export { useOpenEditor } from './open-editor.ts'

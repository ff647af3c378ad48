/** credits: what a user without credits can do. */
export { AskForm } from './ask-form.tsx'
export { CodeForm } from './code-form.tsx'
export { GetCredits } from './get-credits.tsx'

/** credits: what a user without credits can do. */
export { AskForCredits, useCreditsHelp } from './ask-for-credits.tsx'

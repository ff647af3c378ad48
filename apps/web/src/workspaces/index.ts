/**
 * workspaces: what pages show of a workspace in whose name the user acts: its roles in words, names of those
 * who asked for pictures, and what is shown instead of what a role may not do.
 */
export { useAskers } from './askers.ts'
export { changeAccount } from './change-account.ts'
export { ViewerNote } from './viewer-note.tsx'
export { describeBalance, roleNames, roleWords } from './words.ts'

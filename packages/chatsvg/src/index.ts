/**
 * chatsvg: the command line for users. It draws and changes pictures with a service, by an API key, or draws
 * offline with the composer. `program.ts` has the commands and their options, `commands/` what each does,
 * `exit-status.ts` how the program ends.
 */
export { runCommandLine } from './run-command-line.ts'

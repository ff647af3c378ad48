import { extname } from 'node:path'

/** A function that a module exports under `name`. `module` is a file URL; nothing is loaded by naming it. */
export type ThreadTask<Input, Output> = {
  readonly module: string
  readonly name: string
  /** Never set; it ties input and result to the task for the compiler. */
  readonly signature?: (input: Input) => Output | Promise<Output>
}

/**
 * The URL of a module beside another one, given without its extension: as source it is `.ts`, once built it
 * is `.js`, like the other.
 *
 * @param importer `import.meta.url` of the module that asks.
 */
export function besideModule(importer: string, path: string): string {
  return new URL(`${path}${extname(importer)}`, importer).href
}

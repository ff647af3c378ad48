import { extname } from 'node:path'

/** A function that a module exports under `name`. `module` is a file URL; naming it loads nothing. */
export type ThreadTask<Input, Output> = {
  readonly module: string
  readonly name: string
  /** Never set; it relates input and result to the task for the compiler. */
  readonly signature?: (input: Input) => Output | Promise<Output>
}

/**
 * The URL of a module beside another one, given without its extension: `.ts` as source, `.js` when built,
 * like the other.
 *
 * @param importer `import.meta.url` of the calling module.
 */
export function besideModule(importer: string, path: string): string {
  return new URL(`${path}${extname(importer)}`, importer).href
}

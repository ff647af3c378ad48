/** Names of the work of this feature for threads. Only threads load its code. */
import { besideModule, type ThreadTask } from '../../platform/threads/index.ts'
import type { NamedPicture, SpriteParts } from './write-set-parts.ts'

/** `writeComponent` for a thread. */
export const componentTask: ThreadTask<NamedPicture, string> = {
  module: besideModule(import.meta.url, './write-set-parts'),
  name: 'writeComponent',
}

/** `writeSymbol` for a thread. */
export const symbolTask: ThreadTask<NamedPicture, SpriteParts> = {
  module: besideModule(import.meta.url, './write-set-parts'),
  name: 'writeSymbol',
}

/** Names of the work of this feature for threads. Only threads load its code. */
import { besideModule, type ThreadTask } from '../../platform/threads/index.ts'
import type { PictureToPack } from './pack-set.ts'

/** `packSet` for a thread. */
export const packSetTask: ThreadTask<PictureToPack[], Uint8Array> = {
  module: besideModule(import.meta.url, './pack-set'),
  name: 'packSet',
}

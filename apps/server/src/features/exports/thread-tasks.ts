/** Names of the work of this feature for threads. Only threads load its code. */
import { besideModule, type ThreadTask } from '../../platform/threads/index.ts'
import type { Conversion, Converted } from './convert-picture.ts'

/** `convertPicture` for a thread. */
export const convertPictureTask: ThreadTask<Conversion, Converted> = {
  module: besideModule(import.meta.url, './convert-picture'),
  name: 'convertPicture',
}

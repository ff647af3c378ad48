import type { Family } from '../family.ts'
import { accept } from './accept.ts'
import { besideLoops } from './beside-loops.ts'
import { besideWorker } from './beside-worker.ts'
import { composer } from './composer.ts'
import { currentUser } from './current-user.ts'
import { edits } from './edits.ts'
import { endToEnd } from './end-to-end.ts'
import { eventLoop } from './event-loop.ts'
import { gallery } from './gallery.ts'
import { hostile } from './hostile.ts'
import { memory } from './memory.ts'
import { objectStorage } from './object-storage.ts'
import { opening } from './opening.ts'
import { paths } from './paths.ts'
import { sanitise } from './sanitise.ts'
import { scrolling } from './scrolling.ts'
import { login, refresh } from './sessions.ts'
import { sizing } from './sizing.ts'
import { start } from './start.ts'
import { streaming } from './streaming.ts'

/** In the order of the table. */
export const families: Family[] = [
  currentUser,
  besideWorker,
  besideLoops,
  gallery,
  objectStorage,
  accept,
  endToEnd,
  sanitise,
  paths,
  hostile,
  edits,
  eventLoop,
  composer,
  refresh,
  login,
  memory,
  start,
  streaming,
  sizing,
  opening,
  scrolling,
]

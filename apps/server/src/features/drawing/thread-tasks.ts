/** Names of the work of this feature for threads. Only threads load its code. */
import { besideModule, type ThreadTask } from '../../platform/threads/index.ts'
import type { CarriedOut, ChangeToCarryOut } from './carry-out-change.ts'
import type { AnswerToFinish, FinishedAnswer } from './finish-answer.ts'
import type { AnswerToCompute, FinishedComputed } from './finish-computed.ts'
import type { PictureToPlace } from './place-picture.ts'

/** `finishAnswer` for a thread: it takes some milliseconds of CPU time, and much more for a large answer. */
export const finishAnswerTask: ThreadTask<AnswerToFinish, FinishedAnswer> = {
  module: besideModule(import.meta.url, './finish-answer'),
  name: 'finishAnswer',
}

/** `finishComputed` for a thread. */
export const finishComputedTask: ThreadTask<AnswerToCompute, FinishedComputed> = {
  module: besideModule(import.meta.url, './finish-computed'),
  name: 'finishComputed',
}

/** `placePicture` for a thread. */
export const placePictureTask: ThreadTask<PictureToPlace, string> = {
  module: besideModule(import.meta.url, './place-picture'),
  name: 'placePicture',
}

/** `carryOutChange` for a thread. */
export const carryOutChangeTask: ThreadTask<ChangeToCarryOut, CarriedOut> = {
  module: besideModule(import.meta.url, './carry-out-change'),
  name: 'carryOutChange',
}

/** `listPartsForModel` for a thread. */
export const describePartsTask: ThreadTask<{ svg: string; idPrefix: string }, string> = {
  module: besideModule(import.meta.url, './carry-out-change'),
  name: 'listPartsForModel',
}

/** Names of the work of this feature for threads. Only threads load its code. */
import { besideModule, type ThreadTask } from '../../platform/threads/index.ts'
import type { AppliedEdits, EditsToApply } from './apply-edits-task.ts'
import type { SanitizedUpload, UploadToSanitize } from './sanitize-upload-task.ts'

/** `applyEditsToPicture` for a thread. */
export const applyEditsTask: ThreadTask<EditsToApply, AppliedEdits> = {
  module: besideModule(import.meta.url, './apply-edits-task'),
  name: 'applyEditsToPicture',
}

/** `sanitizeUpload` for a thread. */
export const sanitizeUploadTask: ThreadTask<UploadToSanitize, SanitizedUpload> = {
  module: besideModule(import.meta.url, './sanitize-upload-task'),
  name: 'sanitizeUpload',
}

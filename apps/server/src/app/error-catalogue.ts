import { accountErrors } from '../features/accounts/index.ts'
import { administrationErrors } from '../features/administration/index.ts'
import { apiKeyErrors } from '../features/api-keys/index.ts'
import { authorErrors } from '../features/authors/index.ts'
import { billingErrors } from '../features/billing/index.ts'
import { collectionErrors } from '../features/collections/index.ts'
import { credentialErrors } from '../features/credentials/index.ts'
import { editErrors } from '../features/edits/index.ts'
import { exportErrors } from '../features/exports/index.ts'
import { factorErrors } from '../features/factors/index.ts'
import { followingErrors } from '../features/following/index.ts'
import { galleryErrors } from '../features/gallery/index.ts'
import { jobErrors } from '../features/jobs/index.ts'
import { likeErrors } from '../features/likes/index.ts'
import { oauthErrors } from '../features/oauth/index.ts'
import { oauthServerErrors } from '../features/oauth-server/index.ts'
import { paletteErrors } from '../features/palettes/index.ts'
import { profileErrors } from '../features/profile/index.ts'
import { recoveryErrors } from '../features/recovery/index.ts'
import { sessionErrors } from '../features/sessions/index.ts'
import { setErrors } from '../features/sets/index.ts'
import { storageErrors } from '../features/storage/index.ts'
import { supportErrors } from '../features/support/index.ts'
import { webhookErrors } from '../features/webhooks/index.ts'
import { workspaceErrors } from '../features/workspaces/index.ts'
import { platformErrors } from '../platform/errors/index.ts'

/** Every code that the service answers with. A code belongs to one catalogue; a test compares the lists. */
export const errorCatalogue = {
  ...platformErrors,
  ...accountErrors,
  ...sessionErrors,
  ...apiKeyErrors,
  ...credentialErrors,
  ...recoveryErrors,
  ...factorErrors,
  ...oauthErrors,
  ...oauthServerErrors,
  ...profileErrors,
  ...supportErrors,
  ...jobErrors,
  ...followingErrors,
  ...authorErrors,
  ...storageErrors,
  ...galleryErrors,
  ...likeErrors,
  ...collectionErrors,
  ...paletteErrors,
  ...setErrors,
  ...exportErrors,
  ...editErrors,
  ...webhookErrors,
  ...billingErrors,
  ...workspaceErrors,
  ...administrationErrors,
}

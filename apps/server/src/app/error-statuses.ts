import { type AccountErrorCode, accountErrorStatuses } from '../features/accounts/index.ts'
import {
  type AdministrationErrorCode,
  administrationErrorStatuses,
} from '../features/administration/index.ts'
import { type CredentialErrorCode, credentialErrorStatuses } from '../features/credentials/index.ts'
import { type FactorErrorCode, factorErrorStatuses } from '../features/factors/index.ts'
import { type FollowingErrorCode, followingErrorStatuses } from '../features/following/index.ts'
import { type GalleryErrorCode, galleryErrorStatuses } from '../features/gallery/index.ts'
import { type JobRequestErrorCode, jobErrorStatuses } from '../features/jobs/index.ts'
import { type OauthErrorCode, oauthErrorStatuses } from '../features/oauth/index.ts'
import { type ProfileErrorCode, profileErrorStatuses } from '../features/profile/index.ts'
import { type RecoveryErrorCode, recoveryErrorStatuses } from '../features/recovery/index.ts'
import { type SessionErrorCode, sessionErrorStatuses } from '../features/sessions/index.ts'
import { type SupportErrorCode, supportErrorStatuses } from '../features/support/index.ts'
import { type PlatformErrorCode, platformErrorStatuses } from '../platform/errors/index.ts'

type ErrorCode =
  | PlatformErrorCode
  | AccountErrorCode
  | SessionErrorCode
  | CredentialErrorCode
  | RecoveryErrorCode
  | FactorErrorCode
  | OauthErrorCode
  | ProfileErrorCode
  | SupportErrorCode
  | JobRequestErrorCode
  | FollowingErrorCode
  | GalleryErrorCode
  | AdministrationErrorCode

/** The status of every error code of the service. */
export const errorStatuses = {
  ...platformErrorStatuses,
  ...accountErrorStatuses,
  ...sessionErrorStatuses,
  ...credentialErrorStatuses,
  ...recoveryErrorStatuses,
  ...factorErrorStatuses,
  ...oauthErrorStatuses,
  ...profileErrorStatuses,
  ...supportErrorStatuses,
  ...jobErrorStatuses,
  ...followingErrorStatuses,
  ...galleryErrorStatuses,
  ...administrationErrorStatuses,
} as const satisfies Record<ErrorCode, number>

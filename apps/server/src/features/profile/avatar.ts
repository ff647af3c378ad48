import type { FieldRules } from '../../platform/http/index.ts'
import { profileErrors } from './errors.ts'

export const avatarCharsMax = 2048

/**
 * Browsers of other users load it, so it must not be a script, a file, or an address in their networks that
 * is reached by plain http. It is stored in the normal form of URLs.
 */
export const avatarRules: FieldRules<string | null> = {
  read: (given) =>
    typeof given === 'string' && given.length <= avatarCharsMax ? (URL.parse(given)?.href ?? given) : given,
  problems: profileErrors.invalid_profile.avatar,
  refuse(avatar) {
    const url = avatar === null ? undefined : new URL(avatar)
    return url?.username || url?.password ? profileErrors.invalid_profile.avatar : undefined
  },
}

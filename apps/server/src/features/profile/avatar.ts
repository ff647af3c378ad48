import type { FieldRules } from '../../platform/http/index.ts'
import { profileErrors } from './errors.ts'

export const avatarCharsMax = 2048

/**
 * Browsers load it from wherever it is, so it must not be a script, a file, or something on a network of
 * theirs that speaks plain http. Kept as URLs are written.
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

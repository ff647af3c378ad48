import { AppError } from '../../platform/errors/index.ts'
import { readName } from '../accounts/index.ts'

export type ProfileChange = { name?: string; avatar?: string | null }

const avatarCharsMax = 2048

/** @throws AppError `invalid_profile`, with the first problem. */
export function readProfileChange(input: { name?: unknown; avatar?: unknown }): ProfileChange {
  const change: ProfileChange = {}
  if (input.name !== undefined) {
    const answer = readName(input.name)
    if ('problem' in answer) throw new AppError('invalid_profile', answer.problem)
    change.name = answer.name
  }
  if (input.avatar !== undefined) change.avatar = readAvatar(input.avatar)
  return change
}

/**
 * Browsers load it from any address, so it must not be a script, a file, or a host in their network that uses
 * plain http.
 */
function readAvatar(input: unknown): string | null {
  if (input === null) return null
  const url = typeof input === 'string' && input.length <= avatarCharsMax ? URL.parse(input) : null
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '')
    throw new AppError('invalid_profile', 'Avatar must be an https URL')
  return url.href
}

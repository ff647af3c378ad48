import { createCredentialWriters, credentialLetters } from '../features/credentials/index.ts'
import { bindLetters, letterSettings, sendLetter, sweepLetters } from '../features/mail/index.ts'
import { securityNoticeLetter, securityNoticeWriter } from '../features/notifications/index.ts'
import { createRecoveryWriters, recoveryLetters } from '../features/recovery/index.ts'
import { createSupportWriter, supportLetter } from '../features/support/index.ts'
import { openMailTransport } from '../platform/mail/index.ts'
import type { Resources } from './resources.ts'

/** Where letters are written, and handed to whoever delivers them. */
export type PostOffice = AsyncDisposable & {
  send(letterId: string, signal: AbortSignal): Promise<void>
  sweep(): Promise<void>
}

export function createPostOffice(resources: Resources): PostOffice {
  const { config, log, keys, database, ringForLetter, place } = resources
  const { db } = database
  const pagesUrl = () => config.http.frontendUrl ?? place.publicUrl()
  const writers = bindLetters(
    [...credentialLetters, ...recoveryLetters, securityNoticeLetter, supportLetter],
    [
      ...createCredentialWriters({ db, tokenKey: keys.mailedToken, pagesUrl }),
      ...createRecoveryWriters({ db, tokenKey: keys.mailedToken, pagesUrl }),
      securityNoticeWriter,
      createSupportWriter(db),
    ],
  )
  const transport = openMailTransport(config.mail.transport, { from: config.mail.from })
  return {
    send(letterId, signal) {
      const settings = { ...letterSettings, home: pagesUrl() }
      return sendLetter({ db, transport, writers, ring: ringForLetter, log, settings }, letterId, signal)
    },
    async sweep() {
      await sweepLetters({ db, ring: ringForLetter, log })
    },
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  }
}

import { call } from '../api/index.ts'
import { showPasskey } from './passkeys.ts'

/** Proves again to the service who uses this page. The proof is valid for 15 minutes. */
export const proveWithPassword = (password: string) => call('POST /api/auth/prove', { body: { password } })

/** @param code of the authenticator app, or a recovery code. */
export const proveWithCode = (code: string) => call('POST /api/auth/prove', { body: { code } })

export async function proveWithPasskey(): Promise<void> {
  const credential = await showPasskey(await call('POST /api/auth/prove/options'))
  await call('POST /api/auth/prove', { body: { credential } })
}

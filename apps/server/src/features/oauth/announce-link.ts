import type { Tx } from '../../platform/db/index.ts'
import { announceSecurity } from '../notifications/index.ts'
import type { ProviderName } from './tables.ts'

type Owner = { userId: string; email: string }

const titles: Record<ProviderName, string> = { google: 'Google', github: 'GitHub' }

/** @returns the id of the email to enqueue after the commit. */
export function announceLinked(
  tx: Tx,
  owner: Owner,
  provider: ProviderName,
  isClaim: boolean,
): Promise<string> {
  const name = titles[provider]
  const closed = isClaim
    ? ' Nobody had confirmed the address of this account before, so its password and its other sign-ins were removed, and all of its sessions were ended.'
    : ''
  return announceSecurity(tx, {
    ...owner,
    title: `${name} now opens your chatSVG account`,
    message: `A ${name} account was linked to your account and can sign in to it.${closed} If this was not you, unlink it in your settings and choose a new password.`,
  })
}

/** @returns the id of the email to enqueue after the commit. */
export function announceUnlinked(tx: Tx, owner: Owner, provider: ProviderName): Promise<string> {
  const name = titles[provider]
  return announceSecurity(tx, {
    ...owner,
    title: `${name} no longer opens your chatSVG account`,
    message: `The ${name} account that was linked to your account cannot sign in to it any more. If this was not you, choose a new password and end your other sessions.`,
  })
}

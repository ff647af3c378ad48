import { type Answer, call, type SignedInUser } from '../api/index.ts'
import { Moment } from './moment.tsx'
import rows from './paged-list.module.css'
import { PagedList, usePages } from './paged-list.tsx'
import { Section } from './section.tsx'

type Event = Answer<'GET /api/auth/security-log'>['events'][number]

/** The texts for an event that succeeded, and for one that failed. */
const sentences: Record<string, readonly [done: string, refused?: string]> = {
  sign_up: ['The account was created'],
  log_in: ['Signed in', 'A sign-in was refused'],
  log_out: ['Signed out'],
  refresh_reuse: ['A copy of your session was used, so it was ended'],
  session_revoked: ['A device was signed out'],
  password_reset_requested: ['A password reset was requested'],
  password_reset: ['The password was reset by an emailed link'],
  password_changed: ['The password was changed', 'A change of the password was refused'],
  email_verified: ['The address was confirmed'],
  email_changed: ['The address was changed'],
  email_restored: ['The old address was restored'],
  sign_in_disowned: ['A sign-in was reported as somebody else’s'],
  provider_linked: ['A way to sign in was linked'],
  provider_unlinked: ['A way to sign in was unlinked'],
  passkey_added: ['A passkey was added'],
  passkey_removed: ['A passkey was removed'],
  totp_enabled: ['The second factor was turned on'],
  totp_disabled: ['The second factor was turned off'],
  recovery_codes_renewed: ['New recovery codes were created'],
  recovery_code_used: ['A recovery code was used'],
  factors_reset: ['Passkeys and second factor were reset by an administrator'],
  owner_proven: ['You confirmed your identity', 'A confirmation of your identity failed'],
  api_key_created: ['An API key was made'],
  api_key_changed: ['An API key was changed'],
  api_key_rotated: ['An API key was replaced'],
  api_key_revoked: ['An API key was revoked'],
  app_connected: ['An app was connected'],
  app_disconnected: ['An app was disconnected'],
  app_token_reused: ['', 'A token of an app was used twice, so the app was disconnected'],
  webhook_created: ['A webhook was made'],
  webhook_changed: ['A webhook was changed'],
  webhook_rotated: ['A webhook got a new secret'],
  webhook_deleted: ['A webhook was deleted'],
  webhook_disabled: ['A webhook was disabled'],
  account_exported: ['Your data was downloaded'],
  account_suspended: ['The account was suspended'],
  account_restored: ['The account was restored'],
  workspace_created: ['The workspace was made'],
  workspace_changed: ['The workspace was changed'],
  workspace_deleted: ['A workspace was deleted'],
  member_invited: ['Somebody was invited'],
  invitation_revoked: ['An invitation was withdrawn'],
  member_joined: ['A member joined'],
  member_changed: ['The role or the limit of a member was changed'],
  member_removed: ['A membership ended'],
}

export function SecurityLogSection({ user }: { user: SignedInUser }) {
  const pages = usePages(['security-log', user.id], (after, signal) =>
    call('GET /api/auth/security-log', { query: { limit: 8, ...after }, signal }),
  )
  return (
    <Section name="log" title="Security log" lead="What happened to your account, for 90 days.">
      <PagedList
        pages={pages}
        itemsOf={(page) => page.events}
        nothing="Nothing happened in the last 90 days."
        more="Show earlier events"
      >
        {(event: Event) => (
          <li key={event.id} className={rows.row}>
            <span className={rows.words}>
              <span>{describeEvent(event)}</span>
              <span className={rows.note}>
                {event.device}
                {event.ipAddress && ` · ${event.ipAddress}`}
              </span>
            </span>
            <span className={rows.aside}>
              <Moment at={event.createdAt} />
            </span>
          </li>
        )}
      </PagedList>
    </Section>
  )
}

function describeEvent({ action, succeeded, details }: Event): string {
  const [done, refused = `${done}: refused`] = sentences[action] ?? [action.replaceAll('_', ' ')]
  const provider = details?.provider
  return `${succeeded ? done : refused}${typeof provider === 'string' ? ` (${provider})` : ''}`
}

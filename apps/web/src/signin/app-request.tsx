import { type Answer, scopeWords } from '../api/index.ts'
import { Button } from '../design/index.ts'
import styles from './app-request.module.css'
import { Trouble } from './form.tsx'

export type AppRequest = Answer<'POST /api/oauth/device'>['request']

/** Who asks, for what, and where the answer goes. */
export function AppRequestFacts({ request, email }: { request: AppRequest; email: string }) {
  const { client, redirect, resource, scopes } = request
  return (
    <>
      <p>
        <strong>{client.name}</strong> asks to use the account of <strong>{email}</strong>.{' '}
        {describeIdentity(client)}
      </p>
      <div>
        <p>If you allow it, it can:</p>
        <ul className={styles.scopes}>
          {scopes.map((scope) => (
            <li key={scope}>{scopeWords[scope]}</li>
          ))}
        </ul>
        {resource === 'mcp' && <p className={styles.note}>Through the Model Context Protocol alone.</p>}
      </div>
      {redirect && <p className={styles.note}>{describeRedirect(redirect)}</p>}
      <Trouble>{warningFor(request)}</Trouble>
    </>
  )
}

type DecisionProps = { busy: boolean; onDecide: (allow: boolean) => void }

export function Decision({ busy, onDecide }: DecisionProps) {
  return (
    <div className={styles.decision}>
      <Button look="primary" busy={busy} onClick={() => onDecide(true)}>
        Allow
      </Button>
      <Button busy={busy} onClick={() => onDecide(false)}>
        Deny
      </Button>
    </div>
  )
}

function describeIdentity({ identity, host }: AppRequest['client']): string {
  if (identity === 'own') return 'It is a part of chatSVG.'
  if (identity === 'host') return `It is the app of ${host}.`
  return host
    ? `It says that it belongs to ${host}. Nobody has checked that.`
    : 'It does not say whose it is.'
}

function describeRedirect({ kind, host }: NonNullable<AppRequest['redirect']>): string {
  if (kind === 'own computer') return `Then this page returns to a program on this computer (${host}).`
  if (kind === 'installed app') return `Then this page opens an app on this device (${host}).`
  return `Then this page returns to ${host}.`
}

function warningFor({ client, redirect }: AppRequest): string | undefined {
  if (redirect?.kind !== 'host' || redirect.isClientHost) return undefined
  return client.host
    ? `${redirect.host} is not ${client.host}. Allow this only if you know why the answer goes there.`
    : `Allow this only if you know ${redirect.host} and have just come from there.`
}

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem, scopeWords } from '../api/index.ts'
import { Button, Dialog, DialogForm, Menu, notify, Skeleton } from '../design/index.ts'
import styles from './account-form.module.css'
import { ApiKeyDialog } from './api-key-dialog.tsx'
import { ApiKeyUsesDialog } from './api-key-uses-dialog.tsx'
import { type ApiKey, isInUse, useApiKeys, useApiKeysChanged } from './api-keys.ts'
import { proofOf } from './factors.ts'
import { Day, Moment } from './moment.tsx'
import type { Profile } from './profile.ts'
import { ProofDialog } from './proof-dialog.tsx'
import { Section } from './section.tsx'
import { ShownSecretDialog } from './shown-secret-dialog.tsx'

type Doing =
  | { what: 'make' }
  | { what: 'change' | 'uses' | 'rotate' | 'revoke'; apiKey: ApiKey }
  | { what: 'show'; text: string }

export function ApiKeysSection({ userId, profile }: { userId: string; profile: Profile }) {
  const { data, error } = useApiKeys(userId)
  const changed = useApiKeysChanged(userId)
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const show = (text: string) => {
    setDoing({ what: 'show', text })
    changed()
  }
  const done = (text: string) => {
    notify(text)
    close()
    changed()
  }
  return (
    <Section name="api-keys" title="API keys" lead="For programs that use your account.">
      {data ? (
        <ul className={styles.ways}>
          {data.filter(isInUse).map((apiKey) => (
            <li key={apiKey.id}>
              <span className={styles.way}>
                <span>
                  {apiKey.name}
                  <Facts apiKey={apiKey} />
                </span>
              </span>
              <Button
                aria-label={`Uses of ${apiKey.name}`}
                onClick={() => setDoing({ what: 'uses', apiKey })}
              >
                Uses
              </Button>
              <Menu
                label={`More about ${apiKey.name}`}
                icon="more"
                iconOnly
                items={[
                  { label: 'Change it', onChoose: () => setDoing({ what: 'change', apiKey }) },
                  { label: 'Replace it', onChoose: () => setDoing({ what: 'rotate', apiKey }) },
                  { label: 'Revoke it', onChoose: () => setDoing({ what: 'revoke', apiKey }) },
                ]}
              />
            </li>
          ))}
          <li>
            <Button onClick={() => setDoing({ what: 'make' })}>Make an API key</Button>
          </li>
        </ul>
      ) : (
        <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
      )}
      {(doing?.what === 'make' || doing?.what === 'change') && (
        <ApiKeyDialog
          profile={profile}
          {...(doing.what === 'change' && { apiKey: doing.apiKey })}
          onMade={show}
          onChanged={() => done('The key is changed.')}
          onClose={close}
        />
      )}
      {doing?.what === 'uses' && <ApiKeyUsesDialog apiKey={doing.apiKey} onClose={close} />}
      {doing?.what === 'show' && (
        <ShownSecretDialog title="Copy your key" verb="Copy the key" text={doing.text} onClose={close}>
          It is not shown again. Keep it where you keep passwords: whoever has it can use your account.
        </ShownSecretDialog>
      )}
      {doing?.what === 'rotate' && (
        <ProofDialog
          title={`Replace ${doing.apiKey.name}`}
          profile={profile}
          verb="Replace it"
          look="primary"
          act={async (password) => {
            const { id } = doing.apiKey
            const body = proofOf(password)
            show((await call('POST /api/user/api-keys/{id}/rotate', { params: { id }, body })).key)
          }}
          onClose={close}
        >
          <p>You get a new key with the same rights. The old one works for one more day.</p>
        </ProofDialog>
      )}
      {doing?.what === 'revoke' && (
        <RevokeDialog
          apiKey={doing.apiKey}
          onRevoked={() => done('The key no longer works.')}
          onClose={close}
        />
      )}
    </Section>
  )
}

function Facts({ apiKey }: { apiKey: ApiKey }) {
  const { beginning, scopes, lastUsedAt, spentThisMonth, monthlyCredits, expiresAt, previousEndsAt } = apiKey
  return (
    <>
      <span className={styles.state}>
        <code>{beginning}…</code>
        {' · '}
        {lastUsedAt ? (
          <>
            used <Moment at={lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
        {` · ${spentThisMonth}${monthlyCredits === null ? '' : ` of ${monthlyCredits}`} credits this month`}
        {expiresAt && (
          <>
            {' · ends '}
            <Day at={expiresAt} />
          </>
        )}
        {previousEndsAt && (
          <>
            {' · the old one ends '}
            <Day at={previousEndsAt} />
          </>
        )}
      </span>
      <span className={styles.state}>{scopes.map((scope) => scopeWords[scope]).join(' · ')}</span>
    </>
  )
}

type RevokeDialogProps = { apiKey: ApiKey; onRevoked: () => void; onClose: () => void }

function RevokeDialog({ apiKey: { id, name }, onRevoked, onClose }: RevokeDialogProps) {
  const revoke = useMutation({
    mutationFn: () => call('DELETE /api/user/api-keys/{id}', { params: { id } }),
    onSuccess: onRevoked,
  })
  return (
    <Dialog title={`Revoke ${name}`} onClose={onClose}>
      <DialogForm
        onSubmit={revoke.mutate}
        failure={revoke.error && describeProblem(revoke.error)}
        verb="Revoke it"
        look="danger"
        busy={revoke.isPending}
        onCancel={onClose}
      >
        <p>Programs that use it stop working at once. Pictures that it has asked for are finished.</p>
      </DialogForm>
    </Dialog>
  )
}

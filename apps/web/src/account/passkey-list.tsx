import { useState } from 'react'
import { call, type Passkey } from '../api/index.ts'
import { Button, Field, Icon, notify, typedMax } from '../design/index.ts'
import { hasPasskeysHere, makePasskey, useAuthOptions } from '../session/index.ts'
import styles from './account-form.module.css'
import { proofOf, useFactorsChanged } from './factors.ts'
import { Moment } from './moment.tsx'
import { NameDialog } from './name-dialog.tsx'
import type { Profile } from './profile.ts'
import { ProofDialog } from './proof-dialog.tsx'

type Doing = { what: 'add' } | { what: 'name' | 'remove'; passkey: Passkey }

export function PasskeyList({ profile, passkeys }: { profile: Profile; passkeys: readonly Passkey[] }) {
  const canAdd = hasPasskeysHere(useAuthOptions()?.passkeyDomain)
  const changed = useFactorsChanged(profile.id)
  const [doing, setDoing] = useState<Doing>()
  const [name, setName] = useState('')
  const finish = (words: string) => {
    notify(words)
    setDoing(undefined)
    changed()
  }
  return (
    <>
      <ul className={styles.ways}>
        {passkeys.map((passkey) => (
          <li key={passkey.id}>
            <span className={styles.way}>
              <Icon name="key" />
              <span>
                {passkey.name}
                <span className={styles.state}>
                  {passkey.lastUsedAt ? (
                    <>
                      used <Moment at={passkey.lastUsedAt} />
                    </>
                  ) : (
                    <>
                      added <Moment at={passkey.createdAt} />
                    </>
                  )}
                  {passkey.isSynced && ' · on all your devices'}
                </span>
              </span>
            </span>
            <Button aria-label={`Rename ${passkey.name}`} onClick={() => setDoing({ what: 'name', passkey })}>
              Rename
            </Button>
            <Button
              aria-label={`Remove ${passkey.name}`}
              onClick={() => setDoing({ what: 'remove', passkey })}
            >
              Remove
            </Button>
          </li>
        ))}
        {canAdd && (
          <li>
            <span className={styles.way}>
              <Icon name="key" />
              <span>
                Passkeys
                <span className={styles.state}>{passkeys.length === 0 ? 'none' : 'for another device'}</span>
              </span>
            </span>
            <Button
              onClick={() => {
                setName('')
                setDoing({ what: 'add' })
              }}
            >
              Add a passkey
            </Button>
          </li>
        )}
      </ul>
      {doing?.what === 'add' && (
        <ProofDialog
          title="Add a passkey"
          profile={profile}
          verb="Add it"
          look="primary"
          act={async (password) => {
            const options = await call('POST /api/auth/passkeys/options', { body: proofOf(password) })
            const credential = await makePasskey(options)
            const body = { credential, ...(name.trim() !== '' && { name }) }
            await call('POST /api/auth/passkeys/verify', { body })
            finish('The passkey is there. It signs you in without a password.')
          }}
          onClose={() => setDoing(undefined)}
        >
          <p>Your device stores it and unlocks it with your fingerprint, your face or its code.</p>
          <Field
            label="Name"
            name="passkey-name"
            hint="A name by which you recognise it, such as Laptop."
            autoComplete="off"
            maxLength={typedMax(100)}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </ProofDialog>
      )}
      {doing?.what === 'name' && (
        <NameDialog
          name={doing.passkey.name}
          act={async (given) => {
            const { id } = doing.passkey
            await call('PATCH /api/auth/passkeys/{id}', { params: { id }, body: { name: given } })
            finish('The passkey was renamed.')
          }}
          onClose={() => setDoing(undefined)}
        />
      )}
      {doing?.what === 'remove' && (
        <ProofDialog
          title={`Remove ${doing.passkey.name}`}
          profile={profile}
          verb="Remove it"
          look="danger"
          act={async (password) => {
            const { id } = doing.passkey
            await call('DELETE /api/auth/passkeys/{id}', { params: { id }, body: proofOf(password) })
            finish('The passkey no longer signs you in.')
          }}
          onClose={() => setDoing(undefined)}
        >
          <p>It no longer signs you in here. Your device may still show it: delete it there as well.</p>
        </ProofDialog>
      )}
    </>
  )
}

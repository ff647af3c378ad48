import { useState } from 'react'
import { call } from '../api/index.ts'
import { Button, Icon, notify } from '../design/index.ts'
import styles from './account-form.module.css'
import { type Factors, proofOf, useFactorsChanged } from './factors.ts'
import type { Profile } from './profile.ts'
import { ProofDialog, type ProofDialogProps } from './proof-dialog.tsx'
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx'
import { TotpDialog, type TotpSecret } from './totp-dialog.tsx'

type Doing =
  | { what: 'begin' | 'disable' | 'renew' }
  | { what: 'scan'; secret: TotpSecret }
  | { what: 'keep'; codes: string[] }

/** A dialog that asks for a proof of the owner. */
type Asked = Pick<ProofDialogProps, 'title' | 'verb' | 'look' | 'act'> & { words: string }

export function TotpSettings({ profile, factors }: { profile: Profile; factors: Factors }) {
  const changed = useFactorsChanged(profile.id)
  const [doing, setDoing] = useState<Doing>()
  const close = () => setDoing(undefined)
  const isOn = factors.totp !== null
  const left = factors.recoveryCodesLeft
  const keep = (codes: string[]) => {
    setDoing({ what: 'keep', codes })
    changed()
  }
  const dialogs = {
    begin: {
      title: 'Set up an authenticator app',
      words: 'After that, you also need a code from the app on your phone to sign in.',
      verb: 'Continue',
      look: 'primary',
      act: async (password) =>
        setDoing({
          what: 'scan',
          secret: await call('POST /api/auth/totp/begin', { body: proofOf(password) }),
        }),
    },
    renew: {
      title: 'Create new recovery codes',
      words: 'Your current codes will stop working.',
      verb: 'Create new codes',
      look: 'primary',
      act: async (password) =>
        keep((await call('POST /api/auth/recovery-codes', { body: proofOf(password) })).recoveryCodes),
    },
    disable: {
      title: 'Turn off the second factor',
      words: 'You will need only your password to sign in. The recovery codes will stop working.',
      verb: 'Turn off',
      look: 'danger',
      act: async (password) => {
        await call('DELETE /api/auth/totp', { body: proofOf(password) })
        notify('You no longer need a code to sign in.')
        close()
        changed()
      },
    },
  } satisfies Record<'begin' | 'renew' | 'disable', Asked>
  const asked = doing && doing.what !== 'scan' && doing.what !== 'keep' ? dialogs[doing.what] : undefined
  return (
    <>
      <ul className={styles.ways}>
        <li>
          <span className={styles.way}>
            <Icon name="device" />
            <span>
              Authenticator app
              <span className={styles.state}>{isOn ? 'asked for when you sign in' : 'not used'}</span>
            </span>
          </span>
          {isOn ? (
            <Button onClick={() => setDoing({ what: 'disable' })}>Turn off</Button>
          ) : (
            <Button onClick={() => setDoing({ what: 'begin' })}>Set up</Button>
          )}
        </li>
        {isOn && (
          <li>
            <span className={styles.way}>
              <Icon name="lock" />
              <span>
                Recovery codes
                <span className={styles.state}>{left === 1 ? 'one left' : `${left} left`}</span>
              </span>
            </span>
            <Button onClick={() => setDoing({ what: 'renew' })}>Create new ones</Button>
          </li>
        )}
      </ul>
      {doing?.what === 'scan' && <TotpDialog secret={doing.secret} onEnabled={keep} onClose={close} />}
      {doing?.what === 'keep' && <RecoveryCodesDialog codes={doing.codes} onClose={close} />}
      {asked && (
        <ProofDialog {...asked} profile={profile} onClose={close}>
          <p>{asked.words}</p>
        </ProofDialog>
      )}
    </>
  )
}

import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { describeProblem, isProblem } from '../api/index.ts'
import { buttonClass, Dialog, DialogForm, PasswordField } from '../design/index.ts'
import { storeReturnPath } from '../session/index.ts'
import styles from './account-form.module.css'
import type { Profile } from './profile.ts'

export type ProofDialogProps = {
  title: string
  profile: Profile
  /** The consequences of the action, in full. */
  children: ReactNode
  verb: string
  look: 'primary' | 'danger'
  /** Whether the fields above are complete; default: yes. */
  isReady?: boolean
  /** `password` is undefined for accounts without one: a recent sign-in at a provider replaces it. */
  act: (password: string | undefined) => Promise<void>
  onClose: () => void
}

/**
 * Asks for a proof that the owner acts and not somebody else at their screen: the password, or a sign-in at a
 * provider within the last ten minutes.
 */
export function ProofDialog(props: ProofDialogProps) {
  const { title, profile, children, verb, look, isReady = true, act, onClose } = props
  const [password, setPassword] = useState('')
  const doIt = useMutation({ mutationFn: () => act(profile.hasPassword ? password : undefined) })
  const isWrong = isProblem(doIt.error, 'wrong_password')
  const [provider] = profile.providers
  const isTooOld = provider !== undefined && isProblem(doIt.error, 'reauthentication_required')

  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <DialogForm
        onSubmit={doIt.mutate}
        failure={doIt.error && !isWrong && !isTooOld ? describeProblem(doIt.error) : null}
        verb={verb}
        look={look}
        busy={doIt.isPending}
        disabled={!isReady || (profile.hasPassword && password === '')}
        onCancel={onClose}
      >
        {profile.hasPassword && (
          <>
            <input type="email" name="email" autoComplete="username" value={profile.email} readOnly hidden />
            <PasswordField
              label="Your password"
              name="password"
              value={password}
              problem={isWrong ? 'That is not your password.' : undefined}
              onChange={({ target }) => setPassword(target.value)}
            />
          </>
        )}
        {isTooOld && (
          <div role="alert" className={styles.form}>
            <p>Your last sign-in is more than ten minutes ago. Sign in again, then return to this page.</p>
            <a
              href={`/api/auth/${provider}?redirectUrl=/account`}
              className={buttonClass('plain')}
              onClick={() => storeReturnPath('/account')}
            >
              Sign in again
            </a>
          </div>
        )}
      </DialogForm>
    </Dialog>
  )
}

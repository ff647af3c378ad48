import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { describeProblem, isProblem } from '../api/index.ts'
import { Button, buttonClass, Dialog, PasswordField } from '../design/index.ts'
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
  /** `password` is undefined for accounts without one: a recent sign-in at a provider replaces it. */
  act: (password: string | undefined) => Promise<void>
  onClose: () => void
}

/**
 * Asks for a proof that the owner acts and not somebody else at their screen: the password, or a sign-in at a
 * provider within the last ten minutes.
 */
export function ProofDialog({ title, profile, children, verb, look, act, onClose }: ProofDialogProps) {
  const [password, setPassword] = useState('')
  const doIt = useMutation({ mutationFn: () => act(profile.hasPassword ? password : undefined) })
  const isWrong = isProblem(doIt.error, 'wrong_password')
  const [provider] = profile.providers

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (!doIt.isPending) doIt.mutate()
  }

  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <form className={styles.form} noValidate onSubmit={submit}>
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
        {isProblem(doIt.error, 'reauthentication_required') && provider ? (
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
        ) : (
          doIt.error &&
          !isWrong && (
            <p role="alert" className={styles.trouble}>
              {describeProblem(doIt.error)}
            </p>
          )
        )}
        <div className={styles.actions}>
          <Button
            type="submit"
            look={look}
            busy={doIt.isPending}
            disabled={profile.hasPassword && password === ''}
          >
            {verb}
          </Button>
          <Button look="quiet" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { call, describeProblem, isProblem } from '../api/index.ts'
import {
  Button,
  buttonClass,
  isWeakPassword,
  NewPasswordField,
  notify,
  PasswordField,
} from '../design/index.ts'
import { storeReturnPath } from '../session/index.ts'
import styles from './account-form.module.css'
import { type Profile, profileKey } from './profile.ts'

/** Sets or changes the password, which signs out all other devices. */
export function PasswordForm({ profile, onDone }: { profile: Profile; onDone: () => void }) {
  const queryClient = useQueryClient()
  const [currentPassword, setCurrent] = useState('')
  const [newPassword, setNew] = useState('')
  const [isTooWeak, setTooWeak] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  // The button that opened the form had the focus and is gone.
  useEffect(() => form.current?.querySelector<HTMLElement>('input:not([hidden])')?.focus(), [])
  const change = useMutation({
    mutationFn: () =>
      call('POST /api/auth/change-password', {
        body: { newPassword, ...(profile.hasPassword && { currentPassword }) },
      }),
    onSuccess: () => {
      notify('The new password is set. Other devices were signed out.')
      for (const queryKey of [profileKey(profile.id), ['devices'], ['security-log']])
        void queryClient.invalidateQueries({ queryKey })
      onDone()
    },
  })
  const { error } = change
  const [provider] = profile.providers
  const isKnown = (['wrong_password', 'invalid_password', 'reauthentication_required'] as const).some(
    (code) => isProblem(error, code),
  )

  function submit(event: FormEvent): void {
    event.preventDefault()
    setTooWeak(isWeakPassword(newPassword))
    if (!isWeakPassword(newPassword) && !change.isPending) change.mutate()
  }

  return (
    <form ref={form} className={styles.form} noValidate onSubmit={submit}>
      <input type="email" name="email" autoComplete="username" value={profile.email} readOnly hidden />
      {profile.hasPassword && (
        <PasswordField
          label="Current password"
          name="current-password"
          value={currentPassword}
          problem={isProblem(error, 'wrong_password') ? 'That is not your password.' : undefined}
          onChange={({ target }) => setCurrent(target.value)}
        />
      )}
      <NewPasswordField
        label="New password"
        name="new-password"
        value={newPassword}
        known={[profile.name, profile.email]}
        problem={
          isTooWeak
            ? 'Choose a password of 8 to 128 characters.'
            : isProblem(error, 'invalid_password')
              ? `${error.message}.`
              : undefined
        }
        onChange={({ target }) => {
          setNew(target.value)
          setTooWeak(false)
          if (isProblem(error, 'invalid_password')) change.reset()
        }}
      />
      {isProblem(error, 'reauthentication_required') && (
        <div role="alert" className={styles.form}>
          <p>Your last sign-in is more than ten minutes ago. Sign in again, then return to this page.</p>
          {provider && (
            <a
              href={`/api/auth/${provider}?redirectUrl=/account`}
              className={buttonClass()}
              onClick={() => storeReturnPath('/account')}
            >
              Sign in again
            </a>
          )}
        </div>
      )}
      {error && !isKnown && (
        <p role="alert" className={styles.trouble}>
          {describeProblem(error)}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" look="primary" busy={change.isPending}>
          Set this password
        </Button>
        <Button look="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

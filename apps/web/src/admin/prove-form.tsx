import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { call, describeProblem } from '../api/index.ts'
import { Button, buttonClass, DialogForm, Field, PasswordField, Skeleton } from '../design/index.ts'
import {
  hasPasskeysHere,
  proveWithCode,
  proveWithPasskey,
  proveWithPassword,
  storeReturnPath,
  useAuthOptions,
} from '../session/index.ts'

type ProveFormProps = {
  /** Whether a passkey or a code is required, because the password is not enough. */
  needsFactor: boolean
  verb: string
  onProven: () => void
  onCancel?: () => void
}

/** Asks an administrator for a new proof of who they are: the password, a code or a passkey. */
export function ProveForm({ needsFactor, verb, onProven, onCancel }: ProveFormProps) {
  const options = useAuthOptions()
  const { data: means, error } = useQuery({
    queryKey: ['own-means'],
    queryFn: async ({ signal }) => {
      const [{ user }, factors] = await Promise.all([
        call('GET /api/user/profile', { signal }),
        call('GET /api/auth/factors', { signal }),
      ])
      return { user, factors }
    },
    staleTime: 0,
  })
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const prove = useMutation({
    mutationFn: async (how: 'typed' | 'passkey') => {
      if (how === 'passkey') await proveWithPasskey()
      else if (asksForCode) await proveWithCode(code)
      else await proveWithPassword(password)
    },
    onSuccess: onProven,
    onError: () => {
      setPassword('')
      setCode('')
    },
  })
  if (!means) return <p role="status">{error ? describeProblem(error) : <Skeleton width="60%" />}</p>
  const { user, factors } = means
  const asksForCode = factors.totp !== null
  const asksForPassword = !asksForCode && user.hasPassword && !needsFactor
  const hasPasskey = factors.passkeys.length > 0 && hasPasskeysHere(options?.passkeyDomain)
  const [provider] = user.providers
  const hasNone = !asksForCode && !asksForPassword && !hasPasskey

  return (
    <DialogForm
      onSubmit={() => {
        if (!prove.isPending) prove.mutate('typed')
      }}
      failure={prove.error && describeProblem(prove.error)}
      buttons={
        <>
          {onCancel && <Button onClick={onCancel}>Cancel</Button>}
          {hasPasskey && (
            <Button icon="key" busy={prove.isPending} onClick={() => prove.mutate('passkey')}>
              Use a passkey
            </Button>
          )}
          {hasNone && !needsFactor && provider && (
            <a
              href={`/api/auth/${provider}?redirectUrl=${encodeURIComponent(location.pathname)}`}
              className={buttonClass('primary')}
              onClick={() => storeReturnPath(location.pathname)}
            >
              Sign in again
            </a>
          )}
          {(asksForCode || asksForPassword) && (
            <Button
              type="submit"
              look="primary"
              busy={prove.isPending}
              disabled={(asksForCode ? code : password).trim() === ''}
            >
              {verb}
            </Button>
          )}
        </>
      }
    >
      <p>
        {needsFactor
          ? 'This service asks its administrators for a passkey or a code.'
          : 'Your last proof of identity is too old. Confirm your identity to continue.'}
      </p>
      {asksForCode && (
        <Field
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={40}
          hint="Six digits, from your authenticator app."
          value={code}
          onChange={({ target }) => setCode(target.value)}
        />
      )}
      {asksForPassword && (
        <>
          <input type="email" name="email" autoComplete="username" value={user.email} readOnly hidden />
          <PasswordField
            label="Your password"
            name="password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        </>
      )}
      {hasNone && needsFactor && (
        <p>
          You have neither. <Link href="/account#factors">Add one to your account</Link> first.
        </p>
      )}
    </DialogForm>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button } from '../design/index.ts'
import {
  type Credential,
  hasPasskeysHere,
  offerPasskeys,
  showPasskey,
  useAuthOptions,
} from '../session/index.ts'
import { Trouble } from './form.tsx'

type PasskeyButtonProps = {
  rememberMe: boolean
  /** Called after the session has started. */
  onSignedIn: () => Promise<void>
}

const begin = () => call('POST /api/auth/passkeys/sign-in/options')

/**
 * Signs in with a passkey if this page can use one: by a click, or by the browser's autofill of the address.
 */
export function PasskeyButton({ rememberMe, onSignedIn }: PasskeyButtonProps) {
  const options = useAuthOptions()
  const isPossible = hasPasskeysHere(options?.passkeyDomain)
  const signIn = useMutation({
    mutationFn: async (credential?: Credential) => {
      const shown = credential ?? (await showPasskey(await begin()))
      await call('POST /api/auth/passkeys/sign-in', { body: { credential: shown, rememberMe } })
      await onSignedIn()
    },
  })
  const use = useEffectEvent((credential: Credential) => signIn.mutateAsync(credential))
  useEffect(() => {
    if (!isPossible) return
    const leaving = new AbortController()
    void offerPasskeys(begin, (credential) => use(credential), leaving.signal)
    return () => leaving.abort()
  }, [isPossible])
  if (!isPossible) return null
  return (
    <>
      <Button icon="key" busy={signIn.isPending} onClick={() => signIn.mutate(undefined)}>
        Use a passkey
      </Button>
      <Trouble>{signIn.error && describeProblem(signIn.error)}</Trouble>
    </>
  )
}

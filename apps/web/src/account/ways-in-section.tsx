import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/index.ts'
import { Button, Icon, notify } from '../design/index.ts'
import { useAuthOptions } from '../session/index.ts'
import styles from './account-form.module.css'
import { PasswordForm } from './password-form.tsx'
import { type Profile, profileKey } from './profile.ts'
import { ProofDialog } from './proof-dialog.tsx'
import { Section } from './section.tsx'

const names = { google: 'Google', github: 'GitHub' } as const
type Provider = keyof typeof names

export function WaysInSection({ profile }: { profile: Profile }) {
  const queryClient = useQueryClient()
  const [isChanging, setChanging] = useState(false)
  const [linking, setLinking] = useState<Provider>()
  const [unlinking, setUnlinking] = useState<Provider>()
  const options = useAuthOptions()
  // A linked provider stays visible if the service no longer offers it.
  const providers = (Object.keys(names) as Provider[]).filter(
    (name) => options?.oauthProviders.includes(name) || profile.providers.includes(name),
  )
  return (
    <Section name="signin" title="Ways to sign in">
      <ul className={styles.ways}>
        <li>
          <span className={styles.way}>
            <Icon name="key" />
            <span>
              Password
              <span className={styles.state}>{profile.hasPassword ? 'set' : 'not set'}</span>
            </span>
          </span>
          {!isChanging && (
            <Button onClick={() => setChanging(true)}>
              {profile.hasPassword ? 'Change the password' : 'Set a password'}
            </Button>
          )}
        </li>
        {isChanging && (
          <li>
            <PasswordForm profile={profile} onDone={() => setChanging(false)} />
          </li>
        )}
        {providers.map((provider) => {
          const isLinked = profile.providers.includes(provider)
          return (
            <li key={provider}>
              <span className={styles.way}>
                <Icon name={provider} />
                <span>
                  {names[provider]}
                  <span className={styles.state}>{isLinked ? 'linked' : 'not linked'}</span>
                </span>
              </span>
              {isLinked ? (
                <Button onClick={() => setUnlinking(provider)}>Unlink {names[provider]}</Button>
              ) : (
                <Button onClick={() => setLinking(provider)}>Link {names[provider]}</Button>
              )}
            </li>
          )
        })}
      </ul>
      {linking && (
        <ProofDialog
          title={`Link ${names[linking]}`}
          profile={profile}
          verb={`Go to ${names[linking]}`}
          look="primary"
          act={async (password) => {
            const body = { redirectUrl: '/account', ...(password !== undefined && { password }) }
            const { authorizationUrl } = await call(`POST /api/auth/${linking}/link`, { body })
            location.assign(authorizationUrl)
          }}
          onClose={() => setLinking(undefined)}
        >
          <p>Anyone who can sign in there can then sign in here. You can unlink it at any time.</p>
        </ProofDialog>
      )}
      {unlinking && (
        <ProofDialog
          title={`Unlink ${names[unlinking]}`}
          profile={profile}
          verb={`Unlink ${names[unlinking]}`}
          look="danger"
          act={async (password) => {
            const body = password === undefined ? {} : { password }
            await call('DELETE /api/auth/providers/{provider}', { params: { provider: unlinking }, body })
            notify(`${names[unlinking]} no longer signs you in.`)
            setUnlinking(undefined)
            void queryClient.invalidateQueries({ queryKey: profileKey(profile.id) })
          }}
          onClose={() => setUnlinking(undefined)}
        >
          <p>
            You can no longer sign in with {names[unlinking]}. Sessions that began with it end, except this
            one.
          </p>
        </ProofDialog>
      )}
    </Section>
  )
}

import { useState } from 'react'
import { type AppScope, call, scopeWords } from '../api/index.ts'
import { Chip, ChipGroup, Field, Tick, typedMax } from '../design/index.ts'
import styles from './account-form.module.css'
import { type Scope, usualScopes } from './api-keys.ts'
import { proofOf } from './factors.ts'
import type { Profile } from './profile.ts'
import { ProofDialog } from './proof-dialog.tsx'

type NewApiKeyDialogProps = {
  profile: Profile
  onMade: (key: string) => void
  onClose: () => void
}

const lifetimes = {
  '30': 'For 30 days',
  '90': 'For 90 days',
  '365': 'For a year',
  never: 'Without an end',
} as const
type Lifetime = keyof typeof lifetimes
const offeredScopes = (Object.keys(scopeWords) as AppScope[]).filter(
  (scope): scope is Scope => scope !== 'keys',
)
const dayMs = 24 * 60 * 60 * 1000

/** Asks what a new key may do, and makes it. */
export function NewApiKeyDialog({ profile, onMade, onClose }: NewApiKeyDialogProps) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>(usualScopes)
  const [lifetime, setLifetime] = useState<Lifetime>('90')
  const [credits, setCredits] = useState('')
  const choose = (scope: Scope, isChosen: boolean) =>
    setScopes(isChosen ? [...scopes, scope] : scopes.filter((one) => one !== scope))

  async function make(password: string | undefined): Promise<void> {
    const expiresAt =
      lifetime === 'never' ? null : new Date(Date.now() + Number(lifetime) * dayMs).toISOString()
    const monthlyCredits = credits.trim() === '' ? null : Number(credits)
    const body = { name, scopes: [...scopes], expiresAt, monthlyCredits, ...proofOf(password) }
    onMade((await call('POST /api/user/api-keys', { body })).key)
  }

  return (
    <ProofDialog
      title="Make an API key"
      profile={profile}
      verb="Make it"
      look="primary"
      act={make}
      onClose={onClose}
    >
      <Field
        label="Name"
        name="api-key-name"
        hint="What will use it, such as Website."
        autoComplete="off"
        maxLength={typedMax(100)}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <fieldset className={styles.form}>
        <legend>It may</legend>
        {offeredScopes.map((scope) => (
          <Tick
            key={scope}
            label={scopeWords[scope]}
            checked={scopes.includes(scope)}
            onChange={(isChosen) => choose(scope, isChosen)}
          />
        ))}
      </fieldset>
      <ChipGroup label="It works for">
        {(Object.keys(lifetimes) as Lifetime[]).map((one) => (
          <Chip
            key={one}
            name="api-key-lifetime"
            value={one}
            checked={lifetime === one}
            onChoose={() => setLifetime(one)}
          >
            {lifetimes[one]}
          </Chip>
        ))}
      </ChipGroup>
      <Field
        label="Credits a month"
        name="api-key-credits"
        hint="Leave it empty for as many as you have."
        inputMode="numeric"
        autoComplete="off"
        value={credits}
        onChange={({ target }) => setCredits(target.value)}
      />
    </ProofDialog>
  )
}

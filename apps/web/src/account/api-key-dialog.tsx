import { useState } from 'react'
import { type AppScope, call, scopeWords } from '../api/index.ts'
import { Chip, ChipGroup, CountField, Field, readCount, Tick, typedMax } from '../design/index.ts'
import styles from './account-form.module.css'
import { type ApiKey, type Scope, usualScopes } from './api-keys.ts'
import { proofOf } from './factors.ts'
import type { Profile } from './profile.ts'
import { ProofDialog } from './proof-dialog.tsx'

type ApiKeyDialogProps = {
  profile: Profile
  /** The one to change; undefined: a new one. */
  apiKey?: ApiKey
  onMade: (key: string) => void
  onChanged: () => void
  onClose: () => void
}

const lifetimes = {
  '30': 'For 30 days',
  '90': 'For 90 days',
  '365': 'For a year',
  never: 'Without an end',
} as const
type Lifetime = keyof typeof lifetimes | 'unchanged'
const offeredScopes = (Object.keys(scopeWords) as AppScope[]).filter(
  (scope): scope is Scope => scope !== 'keys',
)
const creditBounds = { max: 1_000_000_000 }
const dayMs = 24 * 60 * 60 * 1000

/** Asks what a key may do, and makes or changes it. */
export function ApiKeyDialog({ profile, apiKey, onMade, onChanged, onClose }: ApiKeyDialogProps) {
  const [name, setName] = useState(apiKey?.name ?? '')
  const [scopes, setScopes] = useState<readonly Scope[]>(apiKey?.scopes ?? usualScopes)
  const [lifetime, setLifetime] = useState<Lifetime>(apiKey ? 'unchanged' : '90')
  const [credits, setCredits] = useState(String(apiKey?.monthlyCredits ?? ''))
  const [origins, setOrigins] = useState(apiKey?.origins.join(' ') ?? '')
  const [addresses, setAddresses] = useState(apiKey?.addresses.join(' ') ?? '')
  const choose = (scope: Scope, isChosen: boolean) =>
    setScopes(isChosen ? [...scopes, scope] : scopes.filter((one) => one !== scope))

  async function save(password: string | undefined): Promise<void> {
    const body = {
      ...{ name, scopes: [...scopes], origins: wordsOf(origins), addresses: wordsOf(addresses) },
      ...(lifetime !== 'unchanged' && { expiresAt: endOf(lifetime) }),
      monthlyCredits: readCount(credits, creditBounds) ?? null,
      ...proofOf(password),
    }
    if (!apiKey) return onMade((await call('POST /api/user/api-keys', { body })).key)
    await call('PATCH /api/user/api-keys/{id}', { params: { id: apiKey.id }, body })
    onChanged()
  }

  return (
    <ProofDialog
      title={apiKey ? `Change ${apiKey.name}` : 'Make an API key'}
      profile={profile}
      verb={apiKey ? 'Change it' : 'Make it'}
      look="primary"
      isReady={credits.trim() === '' || readCount(credits, creditBounds) !== undefined}
      act={save}
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
      <ChipGroup label="It works">
        {[...(apiKey ? ['unchanged' as const] : []), ...(Object.keys(lifetimes) as Lifetime[])].map((one) => (
          <Chip
            key={one}
            name="api-key-lifetime"
            value={one}
            checked={lifetime === one}
            onChoose={() => setLifetime(one)}
          >
            {one === 'unchanged' ? 'As long as before' : lifetimes[one]}
          </Chip>
        ))}
      </ChipGroup>
      <CountField
        label="Credits a month"
        name="api-key-credits"
        hint="Leave it empty for as many as you have."
        value={credits}
        onType={setCredits}
        {...creditBounds}
      />
      <Field
        label="Web origins"
        name="api-key-origins"
        hint="Such as https://shop.example, for keys in pages of that site alone. Put spaces between several."
        autoComplete="off"
        value={origins}
        onChange={({ target }) => setOrigins(target.value)}
      />
      <Field
        label="IP addresses"
        name="api-key-addresses"
        hint="Addresses or networks from which it works, such as 203.0.113.0/24. Leave it empty for all."
        autoComplete="off"
        value={addresses}
        onChange={({ target }) => setAddresses(target.value)}
      />
    </ProofDialog>
  )
}

const wordsOf = (typed: string): string[] => typed.split(/[\s,]+/).filter((word) => word !== '')

const endOf = (lifetime: keyof typeof lifetimes): string | null =>
  lifetime === 'never' ? null : new Date(Date.now() + Number(lifetime) * dayMs).toISOString()

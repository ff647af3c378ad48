import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem, isProblem } from '../api/index.ts'
import { Button, CountField, Field, notify, readCount, typedMax } from '../design/index.ts'
import { changeUser } from '../session/index.ts'
import styles from './account-form.module.css'
import { type Profile, profileKey } from './profile.ts'
import { ProofDialog } from './proof-dialog.tsx'
import { Section } from './section.tsx'
import { SettingsForm } from './settings-form.tsx'

const creditBounds = { max: 1_000_000_000 }

export function ProfileSection({ profile }: { profile: Profile }) {
  const queryClient = useQueryClient()
  const [name, setName] = useState(profile.name)
  const [avatar, setAvatar] = useState(profile.avatar ?? '')
  const [credits, setCredits] = useState(String(profile.monthlyCredits ?? ''))
  const save = useMutation({
    mutationFn: () =>
      call('PATCH /api/user/profile', {
        body: {
          name,
          avatar: avatar.trim() === '' ? null : avatar.trim(),
          monthlyCredits: readCount(credits, creditBounds) ?? null,
        },
      }),
    onSuccess: ({ user }) => {
      queryClient.setQueryData(profileKey(user.id), user)
      changeUser({ name: user.name, avatar: user.avatar })
      setName(user.name)
      notify('Saved.')
    },
  })
  const refused = isProblem(save.error, 'invalid_profile') ? save.error.message : undefined
  const isAboutAvatar = avatar.trim() !== '' && !avatar.trim().startsWith('https://')
  const isCreditsWrong = credits.trim() !== '' && readCount(credits, creditBounds) === undefined
  const isChanged =
    name !== profile.name ||
    avatar !== (profile.avatar ?? '') ||
    credits !== String(profile.monthlyCredits ?? '')

  return (
    <Section name="profile" title="Profile">
      <Address profile={profile} />
      <SettingsForm
        onSave={save.mutate}
        isSaving={save.isPending}
        isChanged={isChanged && !isCreditsWrong}
        failure={save.error && refused === undefined ? describeProblem(save.error) : undefined}
      >
        <Field
          label="Name"
          name="name"
          autoComplete="name"
          maxLength={typedMax(100)}
          value={name}
          problem={refused && !isAboutAvatar ? `${refused}.` : undefined}
          onChange={({ target }) => setName(target.value)}
        />
        <Field
          label="Avatar URL"
          name="avatar"
          type="url"
          inputMode="url"
          maxLength={2048}
          placeholder="https://"
          value={avatar}
          hint="For applications that show it. This web app loads no images from other sites."
          problem={refused && isAboutAvatar ? 'It has to begin with https://.' : undefined}
          onChange={({ target }) => setAvatar(target.value)}
        />
        <CountField
          label="Credits a month"
          name="monthly-credits"
          value={credits}
          onType={setCredits}
          {...creditBounds}
          hint={`At most so many are spent in a month, by you and by all your programs; ${profile.spentThisMonth} so far. Leave it empty for all that you have.`}
        />
      </SettingsForm>
    </Section>
  )
}

function Address({ profile }: { profile: Profile }) {
  const resend = useMutation({
    mutationFn: () => call('POST /api/auth/verify-email/resend'),
    onSuccess: ({ message }) => notify(message),
    onError: (error) => notify(describeProblem(error)),
  })
  const [isChanging, setChanging] = useState(false)
  const [email, setEmail] = useState('')
  return (
    <div className={styles.address}>
      <strong>{profile.email}</strong>
      {profile.emailVerified ? (
        <span className={styles.state}>confirmed</span>
      ) : (
        <>
          <span className={styles.state}>not confirmed yet</span>
          <Button busy={resend.isPending} onClick={() => resend.mutate()}>
            Send the email again
          </Button>
        </>
      )}
      <Button onClick={() => setChanging(true)}>Change the address</Button>
      {isChanging && (
        <ProofDialog
          title="Change the address"
          profile={profile}
          verb="Send the link"
          look="primary"
          act={async (password) => {
            const body = { email, ...(password !== undefined && { password }) }
            const { message } = await call('POST /api/user/email', { body })
            notify(message)
            setChanging(false)
          }}
          onClose={() => setChanging(false)}
        >
          <p>We send a link to the new address. Your account keeps the old one until you follow the link.</p>
          <Field
            label="New address"
            type="email"
            name="new-email"
            autoComplete="email"
            inputMode="email"
            spellCheck={false}
            autoCapitalize="none"
            maxLength={254}
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
        </ProofDialog>
      )}
    </div>
  )
}

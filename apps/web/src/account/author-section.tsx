import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { type Answer, call, describeProblem, isProblem } from '../api/index.ts'
import { Button, Field, LongField, notify, Skeleton, Tick, typedMax } from '../design/index.ts'
import { Section } from './section.tsx'
import { SettingsForm } from './settings-form.tsx'

type Settings = NonNullable<Answer<'GET /api/user/author'>['author']>

const nothing: Settings = { handle: '', displayName: null, biography: null, isPublic: false }

/** The user's public page: off until they switch it on. */
export function AuthorSection({ userId }: { userId: string }) {
  const key = ['author-settings', userId]
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call('GET /api/user/author', { signal }),
  })
  return (
    <Section
      name="public-page"
      title="Public page"
      lead="Your public pictures and collections on one page, and your name beside them. Without it, nobody sees who drew them."
    >
      {data ? (
        <PageForm settings={data.author ?? nothing} settingsKey={key} />
      ) : error ? (
        <p role="alert">
          {describeProblem(error)} <Button onClick={() => void refetch()}>Try again</Button>
        </p>
      ) : (
        <Skeleton width="60%" />
      )}
    </Section>
  )
}

/** The field that the service refused, if it did. */
function fieldOf(error: unknown): string | undefined {
  if (!isProblem(error, 'invalid_author')) return undefined
  const [detail] = (error.members.details ?? []) as { path: string }[]
  return detail?.path
}

function PageForm({ settings, settingsKey }: { settings: Settings; settingsKey: readonly string[] }) {
  const queries = useQueryClient()
  const [handle, setHandle] = useState(settings.handle)
  const [displayName, setDisplayName] = useState(settings.displayName ?? '')
  const [biography, setBiography] = useState(settings.biography ?? '')
  const [isPublic, setPublic] = useState(settings.isPublic)
  const save = useMutation({
    mutationFn: () => call('PUT /api/user/author', { body: { handle, displayName, biography, isPublic } }),
    onSuccess(saved) {
      queries.setQueryData(settingsKey, saved)
      setHandle(saved.author.handle)
      notify(
        saved.author.isPublic ? 'Saved. Everybody can see your page.' : 'Saved. You have no public page.',
      )
      for (const queryKey of [['authors'], ['collections'], ['pictures']])
        void queries.invalidateQueries({ queryKey })
      queries.removeQueries({ queryKey: ['picture-lists'], type: 'inactive' })
    },
  })
  const isAboutHandle = isProblem(save.error, 'handle_taken') || fieldOf(save.error) === '/handle'
  const isChanged =
    handle !== settings.handle ||
    displayName !== (settings.displayName ?? '') ||
    biography !== (settings.biography ?? '') ||
    isPublic !== settings.isPublic

  return (
    <SettingsForm
      onSave={save.mutate}
      isSaving={save.isPending}
      isChanged={isChanged}
      failure={save.error && !isAboutHandle ? describeProblem(save.error) : undefined}
      beside={settings.isPublic && <Link href={`/author/${settings.handle}`}>View your page</Link>}
    >
      <Tick label="I have a public page" name="public-page" checked={isPublic} onChange={setPublic} />
      <Field
        label="Handle"
        name="handle"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={30}
        value={handle}
        hint={`The address of your page: ${location.host}/author/${handle || '…'}`}
        problem={isAboutHandle ? save.error?.message : undefined}
        onChange={({ target }) => setHandle(target.value)}
      />
      <Field
        label="Name on the page"
        name="display-name"
        autoComplete="off"
        maxLength={typedMax(80)}
        value={displayName}
        hint="Optional. Without it your handle is shown."
        onChange={({ target }) => setDisplayName(target.value)}
      />
      <LongField
        label="About you"
        name="biography"
        maxLength={typedMax(500)}
        value={biography}
        hint="Optional, up to 500 characters."
        onChange={({ target }) => setBiography(target.value)}
      />
    </SettingsForm>
  )
}

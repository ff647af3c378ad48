import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useRoute } from 'wouter'
import { ApiError, call, describeProblem } from '../api/index.ts'
import { Button, buttonClass, DrawnSheet, EmptyState, Page } from '../design/index.ts'
import { signInPath, useMay, useSession } from '../session/index.ts'
import { ViewerNote } from '../workspaces/index.ts'
import { openPicture, useEditor } from './editor.ts'
import { EditorView } from './editor-view.tsx'

/** The page on which a picture is changed by hand, by a sentence, or by restoring an earlier version. */
export default function EditorPage() {
  const [, params] = useRoute('/picture/:id/edit')
  const id = params?.id ?? ''
  const session = useSession()
  const openedId = useEditor((state) => state.id)
  const mayChange = useMay('member')
  const { data, error, refetch } = useQuery({
    queryKey: ['pictures', 'one', id],
    queryFn: ({ signal }) => call('GET /api/svg/{id}', { params: { id }, signal }),
    staleTime: 60_000,
    // The page is not rebuilt when another version is opened.
    placeholderData: keepPreviousData,
  })
  const picture = data?.svgGeneration
  useEffect(() => {
    if (picture && picture.id === id && picture.id !== openedId) openPicture(picture.id, picture.svg)
  }, [picture, id, openedId])

  if (session.kind !== 'user' && session.kind !== 'unknown')
    return (
      <Trouble title="Sign in to change pictures">
        <Link href={signInPath()} className={buttonClass('primary')}>
          Sign in
        </Link>
      </Trouble>
    )
  if (!mayChange)
    return (
      <Trouble title="Only members can change pictures">
        <ViewerNote />
      </Trouble>
    )
  if (error && !picture)
    return error instanceof ApiError && error.status === 404 ? (
      <Trouble title="Picture not found" text="It was deleted, or its owner keeps it private.">
        <Link href="/history" className={buttonClass('primary')}>
          See your pictures
        </Link>
      </Trouble>
    ) : (
      <Trouble title="The picture could not be loaded" text={describeProblem(error)}>
        <Button onClick={() => void refetch()}>Try again</Button>
      </Trouble>
    )
  if (!picture || openedId === '' || session.kind !== 'user')
    return (
      <Page title="Change" width="bare">
        {null}
      </Page>
    )
  return (
    <Page title={`Change ${picture.prompt}`} width="bare">
      <EditorView
        id={openedId}
        prompt={picture.prompt}
        isOwn={picture.userId === session.user.id}
        credits={session.user.credits}
      />
    </Page>
  )
}

type TroubleProps = { title: string; text?: string; children: React.ReactNode }

function Trouble({ title, text, children }: TroubleProps) {
  return (
    <Page title={title} width="bare">
      <EmptyState level={1} picture={<DrawnSheet kind="begun" />} title={title} action={children}>
        {text}
      </EmptyState>
    </Page>
  )
}

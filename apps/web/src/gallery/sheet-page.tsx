import { useQuery } from '@tanstack/react-query'
import { Link, useRoute } from 'wouter'
import { ApiError, call, describeProblem } from '../api/index.ts'
import { Button, buttonClass, DrawnSheet, EmptyState, Page } from '../design/index.ts'
import { signInPath, useSession, useUser } from '../session/index.ts'
import { SheetView } from './sheet-view.tsx'
import { useNeighbours } from './use-neighbours.ts'

/** One picture in full size: opened from a grid, with its neighbours, or by its own URL. */
export default function SheetPage() {
  const [, params] = useRoute('/picture/:id')
  const id = params?.id ?? ''
  const user = useUser()
  const neighbours = useNeighbours(id)
  const { data, error, refetch } = useQuery({
    queryKey: ['pictures', 'one', id],
    queryFn: ({ signal }) => call('GET /api/svg/{id}', { params: { id }, signal }),
    staleTime: 60_000,
  })
  const whole = data?.svgGeneration
  const picture = whole ?? neighbours.known
  if (error && (isGone(error) || !picture))
    return isGone(error) ? (
      <PictureNotFound />
    ) : (
      <Page title="Picture" width="bare">
        <EmptyState
          level={1}
          title="The picture could not be loaded"
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {describeProblem(error)}
        </EmptyState>
      </Page>
    )
  return (
    <Page title={picture?.prompt ?? 'Picture'} width="bare">
      <SheetView
        id={id}
        picture={picture}
        report={whole?.report}
        isOwn={user !== undefined && whole?.userId === user.id}
        neighbours={neighbours}
      />
    </Page>
  )
}

/** The service answers the same for a picture that does not exist and for one that this user may not see. */
function PictureNotFound() {
  const session = useSession()
  const isVisitor = session.kind !== 'user' && session.kind !== 'unknown'
  return (
    <Page title="Picture not found" width="bare">
      <EmptyState
        level={1}
        picture={<DrawnSheet kind="begun" />}
        title="Picture not found"
        action={
          <>
            <Link href="/gallery" className={buttonClass(isVisitor ? 'plain' : 'primary')}>
              View the gallery
            </Link>
            {isVisitor && (
              <Link href={signInPath()} className={buttonClass('primary')}>
                Sign in
              </Link>
            )}
          </>
        }
      >
        It was deleted, or its owner keeps it private.{isVisitor && ' If it is yours, sign in to see it.'}
      </EmptyState>
    </Page>
  )
}

const isGone = (error: unknown) => error instanceof ApiError && error.status === 404

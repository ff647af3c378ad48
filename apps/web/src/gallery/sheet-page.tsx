import { useQuery } from '@tanstack/react-query'
import { useRoute } from 'wouter'
import { ApiError, call, describeProblem } from '../api/index.ts'
import { LoadFailure, Page } from '../design/index.ts'
import { useMay, useUser } from '../session/index.ts'
import { NotFound } from './not-found.tsx'
import { SheetView } from './sheet-view.tsx'
import { useNeighbours } from './use-neighbours.ts'

/** One picture in full size: opened from a grid, with its neighbours, or by its own URL. */
export default function SheetPage() {
  const [, params] = useRoute('/picture/:id')
  const id = params?.id ?? ''
  const user = useUser()
  const mayChange = useMay('member')
  const neighbours = useNeighbours(id)
  const { data, error, refetch } = useQuery({
    queryKey: ['pictures', 'one', id],
    queryFn: ({ signal }) => call('GET /api/svg/{id}', { params: { id }, signal }),
    staleTime: 60_000,
  })
  const whole = data?.svgGeneration
  const picture = whole ?? neighbours.known
  if (error && (isGone(error) || !picture))
    return (
      <Page title={isGone(error) ? 'Picture not found' : 'Picture'} width="bare">
        {isGone(error) ? (
          <NotFound title="Picture not found" />
        ) : (
          <LoadFailure
            level={1}
            title="The picture could not be loaded"
            text={describeProblem(error)}
            onRetry={refetch}
          />
        )}
      </Page>
    )
  return (
    <Page title={picture?.prompt ?? 'Picture'} width="bare">
      <SheetView
        id={id}
        picture={picture}
        report={whole?.report}
        sourceId={whole?.sourceId}
        isOwn={user !== undefined && whole?.userId === user.id}
        mayChange={mayChange}
        neighbours={neighbours}
      />
    </Page>
  )
}

const isGone = (error: unknown) => error instanceof ApiError && error.status === 404

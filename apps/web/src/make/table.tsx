import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { classes, EmptyState, Sheet, Skeleton } from '../design/index.ts'
import {
  GroundChoice,
  InlinePicture,
  PictureStage,
  useGround,
  useZoom,
  ZoomButtons,
} from '../picture/index.ts'
import { type Drawing, hasEnded, type Tile } from './drawing.ts'
import type { MadePicture } from './made-picture.ts'
import styles from './table.module.css'

type OnTableProps = {
  children: ReactNode
  tools?: ReactNode
  /** On narrow screens it takes the available room, because it contains no picture. */
  free?: boolean
}

/** The sheet in the middle of the page, as large as possible, with the tools beside it. */
function OnTable({ children, tools, free = false }: OnTableProps) {
  return (
    <div className={styles.room}>
      <div className={classes(styles.fit, free && styles.free)}>
        {children}
        {tools && <div className={styles.tools}>{tools}</div>}
      </div>
    </div>
  )
}

/** The sheet before anything is drawn. */
export function EmptyTable({ children }: { children?: ReactNode }) {
  return (
    <OnTable free={children !== undefined}>
      <Sheet ground="page">{children}</Sheet>
    </OnTable>
  )
}

/** One picture, which can be zoomed. */
export function PictureOnTable({ picture }: { picture: MadePicture }) {
  const zoom = useZoom()
  return (
    <OnTable
      tools={
        <>
          <ZoomButtons zoom={zoom} />
          <GroundChoice />
        </>
      }
    >
      <PictureStage zoom={zoom}>
        <InlinePicture svg={picture.svg} label={picture.prompt} />
      </PictureStage>
    </OnTable>
  )
}

/** A recent picture: loaded when it is selected, and cached. */
export function KeptPicture({ id, children }: { id: string; children: (picture: MadePicture) => ReactNode }) {
  const { data, error } = useQuery({
    queryKey: ['pictures', 'one', id],
    queryFn: ({ signal }) => call('GET /api/svg/{id}', { params: { id }, signal }),
    staleTime: 60_000,
  })
  if (data) return children(data.svgGeneration)
  return (
    <EmptyTable>
      {error ? (
        <EmptyState title="This picture cannot be shown">{describeProblem(error)}</EmptyState>
      ) : (
        <Skeleton width="100%" height="100%" />
      )}
    </EmptyTable>
  )
}

type JobsProps = { drawing: Extract<Drawing, { kind: 'jobs' }>; onChoose: (jobId: string) => void }

/** The current drawing: one sheet, or up to four small ones. */
export function JobsOnTable({ drawing: { tiles, request }, onChoose }: JobsProps) {
  const ground = useGround()
  const [first] = tiles
  if (tiles.length === 1 && first) {
    return (
      <OnTable tools={<GroundChoice />}>
        <Sheet ground={ground}>
          <TilePicture tile={first} label={request.prompt} />
        </Sheet>
      </OnTable>
    )
  }
  return (
    <OnTable tools={<GroundChoice />}>
      <ul className={styles.tiles}>
        {tiles.map((tile, at) => (
          <li key={tile.jobId}>
            <Sheet ground={ground}>
              <TilePicture tile={tile} label={`${request.prompt}, ${at + 1} of ${tiles.length}`} />
              {tile.story.status === 'SUCCEEDED' && (
                <button
                  type="button"
                  className={styles.choose}
                  aria-label={`Look at picture ${at + 1}`}
                  onClick={() => onChoose(tile.jobId)}
                />
              )}
            </Sheet>
          </li>
        ))}
      </ul>
    </OnTable>
  )
}

/**
 * The same shadow tree from the first preview to the finished picture, so that nothing flickers at the end.
 */
function TilePicture({ tile, label }: { tile: Tile; label: string }) {
  const { preview, job, status } = tile.story
  const svg = job?.generation?.svg ?? preview
  // A picture that was already finished is shown without animation.
  const [wasRunning] = useState(!hasEnded(tile))
  if (svg === undefined) return null
  return (
    <div className={styles.tile} data-failed={status === 'FAILED' || undefined}>
      <InlinePicture svg={svg} label={label} isGrowing={wasRunning && status !== 'SUCCEEDED'} />
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { classes, EmptyState, Sheet, Skeleton, useGround } from '../design/index.ts'
import { useOpenEditor } from '../editor/index.ts'
import { GroundChoice, InlinePicture, PictureStage, useZoom, ZoomButtons } from '../picture/index.ts'
import { useMay } from '../session/index.ts'
import styles from './canvas.module.css'
import { type Drawing, isTileDone, type Tile } from './drawing-state.ts'
import type { MadePicture } from './made-picture.ts'

type OnCanvasProps = {
  children: ReactNode
  tools?: ReactNode
  /** On narrow screens it fills the space, because it has no picture. */
  free?: boolean
}

/** The sheet in the middle of the page, as large as the space allows, with its tools. */
function OnCanvas({ children, tools, free = false }: OnCanvasProps) {
  return (
    <div className={classes(styles.area, free && styles.free)}>
      {children}
      {tools && <div className={styles.tools}>{tools}</div>}
    </div>
  )
}

/** The empty sheet. */
export function EmptyCanvas({ children }: { children?: ReactNode }) {
  return (
    <OnCanvas free={children !== undefined}>
      <Sheet ground="page" fills>
        {children}
      </Sheet>
    </OnCanvas>
  )
}

/** One picture with zoom. */
export function PictureOnCanvas({ picture }: { picture: MadePicture }) {
  const zoom = useZoom()
  const { openAtClick } = useOpenEditor(picture.id)
  const isChangeable = useMay('member') && zoom.scale === 1
  return (
    <OnCanvas
      tools={
        <>
          <ZoomButtons zoom={zoom} />
          <GroundChoice />
        </>
      }
    >
      <PictureStage zoom={zoom} fills>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: the button Change does the same. */}
        <div
          className={classes(styles.picture, isChangeable && styles.changeable)}
          onClick={isChangeable ? openAtClick : undefined}
        >
          <InlinePicture svg={picture.svg} label={picture.prompt} />
        </div>
      </PictureStage>
    </OnCanvas>
  )
}

/** A picture from the strip: loaded when it is chosen, and cached. */
export function KeptPicture({ id, children }: { id: string; children: (picture: MadePicture) => ReactNode }) {
  const { data, error } = useQuery({
    queryKey: ['pictures', 'one', id],
    queryFn: ({ signal }) => call('GET /api/svg/{id}', { params: { id }, signal }),
    staleTime: 60_000,
  })
  if (data) return children(data.svgGeneration)
  return (
    <EmptyCanvas>
      {error ? (
        <EmptyState title="This picture cannot be shown">{describeProblem(error)}</EmptyState>
      ) : (
        <Skeleton width="100%" height="100%" />
      )}
    </EmptyCanvas>
  )
}

type JobsProps = { drawing: Extract<Drawing, { kind: 'jobs' }>; onChoose: (jobId: string) => void }

/** The running drawing: one sheet, or up to four small ones. */
export function JobsOnCanvas({ drawing: { tiles, request }, onChoose }: JobsProps) {
  const ground = useGround()
  const [first] = tiles
  if (tiles.length === 1 && first) {
    return (
      <OnCanvas tools={<GroundChoice />}>
        <Sheet ground={ground} fills>
          <div className={styles.picture}>
            <TilePicture tile={first} label={request.prompt} />
          </div>
        </Sheet>
      </OnCanvas>
    )
  }
  return (
    <OnCanvas tools={<GroundChoice />}>
      <ul className={styles.tiles}>
        {tiles.map((tile, at) => (
          <li key={tile.jobId}>
            <Sheet ground={ground}>
              <TilePicture tile={tile} label={`${request.prompt}, ${at + 1} of ${tiles.length}`} />
              {tile.snapshot.status === 'SUCCEEDED' && (
                <button
                  type="button"
                  className={styles.choose}
                  aria-label={`View picture ${at + 1}`}
                  onClick={() => onChoose(tile.jobId)}
                />
              )}
            </Sheet>
          </li>
        ))}
      </ul>
    </OnCanvas>
  )
}

/**
 * The same shadow tree from the first preview to the finished picture, so that nothing flickers when it is
 * done.
 */
function TilePicture({ tile, label }: { tile: Tile; label: string }) {
  const { preview, job, status } = tile.snapshot
  const svg = job?.generation?.svg ?? preview
  // A picture that was finished when the page opened is not animated.
  const [wasRunning] = useState(!isTileDone(tile))
  if (svg === undefined) return null
  return (
    <div className={styles.tile} data-failed={status === 'FAILED' || undefined}>
      <InlinePicture svg={svg} label={label} isGrowing={wasRunning && status !== 'SUCCEEDED'} />
    </div>
  )
}

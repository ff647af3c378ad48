import type { ReactNode } from 'react'
import { Sheet, useGround } from '../design/index.ts'
import styles from './picture-stage.module.css'
import type { Zoom } from './use-zoom.ts'

type PictureStageProps = {
  /** From `useZoom`; `ZoomButtons` control it. */
  zoom: Zoom
  /** Whether the sheet fills its box; otherwise it is square. */
  fills?: boolean
  children: ReactNode
}

/** A picture on its sheet, with zoom. */
export function PictureStage({ zoom, fills = false, children }: PictureStageProps) {
  return (
    <Sheet ground={useGround()} fills={fills}>
      <div {...zoom.window} className={styles.window} data-zoomed={zoom.scale > 1 || undefined}>
        <div className={styles.picture} style={{ transform: zoom.transform }}>
          {children}
        </div>
      </div>
    </Sheet>
  )
}

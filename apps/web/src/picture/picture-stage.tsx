import type { ReactNode } from 'react'
import { Sheet, useGround } from '../design/index.ts'
import styles from './picture-stage.module.css'
import type { Zoom } from './use-zoom.ts'

/**
 * A picture on its sheet, with zoom. `zoom` comes from `useZoom`, and `ZoomButtons` control it.
 */
export function PictureStage({ zoom, children }: { zoom: Zoom; children: ReactNode }) {
  return (
    <Sheet ground={useGround()}>
      <div {...zoom.window} className={styles.window} data-zoomed={zoom.scale > 1 || undefined}>
        <div className={styles.picture} style={{ transform: zoom.transform }}>
          {children}
        </div>
      </div>
    </Sheet>
  )
}

import { useState } from 'react'
import { Icon, useKeys } from '../design/index.ts'
import { GroundChoice, PictureStage, pictureFile, useZoom, ZoomButtons } from '../picture/index.ts'
import styles from './sheet-view.module.css'

const panPx = 60

type SheetStageProps = {
  id: string
  prompt: string
  onBefore: (() => void) | undefined
  onAfter: (() => void) | undefined
}

/**
 * The picture on its sheet, as large as the window allows, with the zoom buttons under it. It is an `<img>`,
 * so nothing in it can run or access the page.
 */
export function SheetStage({ id, prompt, onBefore, onAfter }: SheetStageProps) {
  const zoom = useZoom({
    takesWheel: true,
    onSwipe: (direction) => (direction === 'left' ? onAfter?.() : onBefore?.()),
  })
  const [isBroken, setBroken] = useState(false)
  // While zoomed in, arrows move the picture; otherwise left and right open the neighbours, and up and down
  // scroll.
  useKeys({
    '+': zoom.zoomIn,
    '=': zoom.zoomIn,
    '-': zoom.zoomOut,
    '0': zoom.reset,
    ...(zoom.scale > 1
      ? {
          ArrowLeft: () => zoom.panBy(panPx, 0),
          ArrowRight: () => zoom.panBy(-panPx, 0),
          ArrowUp: () => zoom.panBy(0, panPx),
          ArrowDown: () => zoom.panBy(0, -panPx),
        }
      : { ArrowLeft: () => onBefore?.(), ArrowRight: () => onAfter?.() }),
  })
  return (
    <div className={styles.stage}>
      <div className={styles.fit}>
        <PictureStage zoom={zoom}>
          {isBroken ? (
            <span className={styles.broken}>
              <Icon name="picture" size={40} />
              The picture could not be loaded.
            </span>
          ) : (
            <img
              src={pictureFile(id)}
              alt={prompt}
              width={1024}
              height={1024}
              draggable={false}
              onError={() => setBroken(true)}
            />
          )}
        </PictureStage>
        <div className={styles.tools}>
          <GroundChoice />
          <ZoomButtons zoom={zoom} />
        </div>
      </div>
    </div>
  )
}

import { useState } from 'react'
import { Icon, useKeys } from '../design/index.ts'
import { useOpenEditor } from '../editor/index.ts'
import { GroundChoice, PictureStage, pictureFile, useZoom, ZoomButtons } from '../picture/index.ts'
import styles from './sheet-view.module.css'

const panPx = 60

type SheetStageProps = {
  id: string
  prompt: string
  /** Whether a click on the picture changes it. */
  isOwn: boolean
  onBefore: (() => void) | undefined
  onAfter: (() => void) | undefined
}

/**
 * The picture on its sheet, as large as the window allows, with the zoom buttons under it. It is an `<img>`,
 * so nothing in it can run or access the page.
 */
export function SheetStage({ id, prompt, isOwn, onBefore, onAfter }: SheetStageProps) {
  const zoom = useZoom({
    takesWheel: true,
    onSwipe: (direction) => (direction === 'left' ? onAfter?.() : onBefore?.()),
  })
  const [isBroken, setBroken] = useState(false)
  const { openAtClick } = useOpenEditor(id)
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
            // biome-ignore lint/a11y/useKeyWithClickEvents: the button Change does the same.
            <img
              src={pictureFile(id)}
              alt={prompt}
              width={1024}
              height={1024}
              draggable={false}
              className={isOwn && zoom.scale === 1 ? styles.changeable : undefined}
              onClick={isOwn && zoom.scale === 1 ? openAtClick : undefined}
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

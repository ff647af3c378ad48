import { Button } from '../design/index.ts'
import styles from './picture-stage.module.css'
import type { Zoom } from './use-zoom.ts'

export function ZoomButtons({ zoom }: { zoom: Zoom }) {
  return (
    <div className={styles.buttons}>
      <Button
        look="quiet"
        icon="minus"
        aria-label="Smaller"
        disabled={zoom.scale <= 1}
        onClick={zoom.zoomOut}
      />
      <button
        type="button"
        className={styles.scale}
        onClick={zoom.reset}
        aria-label={`${percent(zoom)}, show the whole picture`}
      >
        {percent(zoom)}
      </button>
      <Button look="quiet" icon="plus" aria-label="Larger" onClick={zoom.zoomIn} />
    </div>
  )
}

const percent = ({ scale }: Zoom) => `${Math.round(scale * 100)}%`

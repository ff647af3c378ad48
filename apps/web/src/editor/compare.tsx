import { useState } from 'react'
import { Button, Sheet, useGround } from '../design/index.ts'
import { InlinePicture, pictureFile } from '../picture/index.ts'
import styles from './compare.module.css'
import { useEditor } from './editor.ts'

type CompareProps = {
  /** The other version. */
  id: string
  /** Its name, such as "Version 2". */
  name: string
  onClose: () => void
}

/** Two versions on one sheet with a slider between them: the other one is at the left. */
export function Compare({ id, name, onClose }: CompareProps) {
  const svg = useEditor((state) => state.svg)
  const [at, setAt] = useState(50)
  const ground = useGround()
  return (
    <div className={styles.compare}>
      <div className={styles.sheets}>
        <Sheet ground={ground}>
          <div className={styles.picture}>
            <InlinePicture svg={svg} label="Now" />
          </div>
        </Sheet>
        <div className={styles.other} style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }}>
          <Sheet ground={ground}>
            <img src={pictureFile(id)} alt={name} className={styles.picture} draggable={false} />
          </Sheet>
        </div>
        <span className={styles.line} style={{ left: `${at}%` }} />
        <input
          type="range"
          className={styles.slider}
          aria-label={`Between ${name} and now`}
          aria-valuetext={`${at} percent ${name}`}
          min={0}
          max={100}
          value={at}
          onChange={({ target }) => setAt(Number(target.value))}
        />
      </div>
      <div className={styles.names}>
        <span>{name}</span>
        <Button look="quiet" icon="close" onClick={onClose}>
          Stop comparing
        </Button>
        <span>Now</span>
      </div>
    </div>
  )
}

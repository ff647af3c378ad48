import { Chip, ChipGroup } from '../design/index.ts'
import type { StyleName } from '../picture/index.ts'
import { styleSamples } from './samples.ts'
import styles from './style-strip.module.css'

type StyleStripProps = {
  style: StyleName
  onChoose: (style: StyleName) => void
  /** Whether the styles wrap to several lines; otherwise they are in one line that scrolls. */
  wrap?: boolean
}

/** The nine styles, each with the same motif. */
export function StyleStrip({ style, onChoose, wrap = false }: StyleStripProps) {
  return (
    <div className={wrap ? undefined : styles.strip}>
      <ChipGroup label="Style" wrap={wrap}>
        {styleSamples.map((sample) => (
          <Chip
            key={sample.style}
            name="style"
            value={sample.style}
            checked={sample.style === style}
            onChoose={() => onChoose(sample.style)}
            picture={<img src={sample.address} alt="" width={28} height={28} className={styles.picture} />}
          >
            {sample.name}
          </Chip>
        ))}
      </ChipGroup>
    </div>
  )
}

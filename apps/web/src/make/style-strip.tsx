import { Chip, ChipGroup } from '../design/index.ts'
import { isStyle } from '../picture/index.ts'
import { changeDraft, useDraft } from './draft.ts'
import { styleSamples } from './samples.ts'
import styles from './style-strip.module.css'

/** The nine styles, each with the same motif. */
export function StyleStrip() {
  const { style } = useDraft()
  return (
    <div className={styles.strip}>
      <ChipGroup label="Style" wrap={false}>
        {styleSamples.map((sample) => (
          <Chip
            key={sample.style}
            name="style"
            value={sample.style}
            checked={sample.style === style}
            onChoose={(chosen) => isStyle(chosen) && changeDraft({ style: chosen })}
            picture={<img src={sample.address} alt="" width={28} height={28} className={styles.picture} />}
          >
            {sample.name}
          </Chip>
        ))}
      </ChipGroup>
    </div>
  )
}

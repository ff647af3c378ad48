import type { JobReport } from '../api/index.ts'
import { describeReport, markWords } from './mark-words.ts'
import styles from './understood-words.module.css'

/**
 * A prompt. Words that are not in its picture are struck through; words that were drawn differently are
 * underlined.
 */
export function UnderstoodWords({ sentence, report }: { sentence: string; report: JobReport | undefined }) {
  if (!report) return sentence
  let from = 0
  return markWords(sentence, report).map(({ text, note, isLeftOut }) => {
    const key = from
    from += text.length
    if (note === undefined) return text
    return isLeftOut ? (
      <del key={key} className={styles.leftOut} title={`Left out: ${note}`}>
        {text}
      </del>
    ) : (
      <span key={key} className={styles.changed} title={note}>
        {text}
      </span>
    )
  })
}

/** Describes which words are not in the picture as requested. Empty if all are. */
export function NotDrawn({ report, className }: { report: JobReport; className: string | undefined }) {
  const words = describeReport(report)
  if (words === '') return null
  return <span className={className}>{words.charAt(0).toUpperCase() + words.slice(1)}.</span>
}

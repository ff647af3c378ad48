import { useDraft } from './draft.ts'
import styles from './lines.module.css'

/** Asks the user to choose one of several pictures. */
export function ChoiceLine({ done, asked, prompt }: { done: number; asked: number; prompt: string }) {
  return (
    <div className={styles.line}>
      <p className={styles.caption}>
        {useDraft().prompt.trim() !== prompt && (
          <span className={styles.prompt} title={prompt} dir="auto">
            {prompt}
          </span>
        )}
        <span className={styles.how}>
          {done === asked
            ? `${done} pictures.`
            : `${done} of ${asked} were drawn. The credits for the others were returned.`}{' '}
          Choose one to see it larger and to save it.
        </span>
      </p>
    </div>
  )
}

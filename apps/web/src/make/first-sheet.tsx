import { nameOfStyle } from '../picture/index.ts'
import { replaceDraft } from './draft.ts'
import styles from './first-sheet.module.css'
import { exampleSamples } from './samples.ts'

/**
 * Shown before the first picture: example prompts with their pictures. Choosing one fills in the prompt.
 */
export function FirstSheet({ onChosen }: { onChosen: () => void }) {
  return (
    <div className={styles.first}>
      <div className={styles.words}>
        <h1>What would you like to draw?</h1>
        <p>Describe a picture, or start with one of these.</p>
      </div>
      <ul className={styles.examples}>
        {exampleSamples.map(({ prompt, style, address }) => (
          <li key={prompt}>
            <button
              type="button"
              className={styles.example}
              onClick={() => {
                replaceDraft({ prompt, style })
                onChosen()
              }}
            >
              <span className={styles.frame}>
                <img src={address} alt="" width={128} height={128} />
              </span>
              <span className={styles.sentence}>{prompt}</span>
              <span className="hidden-words">, {nameOfStyle(style)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

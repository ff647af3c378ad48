import type { ReactNode } from 'react'
import { Page, Sheet } from '../design/index.ts'
import styles from './narrow-page.module.css'

type NarrowPageProps = {
  title: string
  /** Shown under the heading: the purpose of the page in a sentence. */
  lead?: ReactNode
  /** Shown beside it on wide screens: a picture that the service has drawn, and its prompt. */
  sample: { picture: string; prompt: string }
  /** Shown instead of the picture, and on narrow screens above the form. */
  aside?: ReactNode
  children: ReactNode
}

/** A short form with a picture, or the purpose of the form, beside it. */
export function NarrowPage({ title, lead, sample, aside, children }: NarrowPageProps) {
  return (
    <Page title={title} width="bare">
      <div className={styles.frame}>
        <div className={styles.words}>
          <header className={styles.head}>
            <h1 tabIndex={-1}>{title}</h1>
            {lead && <p>{lead}</p>}
          </header>
          {children}
        </div>
        {aside ?? (
          <figure className={styles.sheet}>
            <Sheet ground="white">
              <div className={styles.drawing}>
                <img src={sample.picture} width="256" height="256" alt="" decoding="async" />
              </div>
            </Sheet>
            <figcaption className={styles.caption}>{sample.prompt}</figcaption>
          </figure>
        )}
      </div>
    </Page>
  )
}

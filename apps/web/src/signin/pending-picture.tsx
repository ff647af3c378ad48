import { Sheet } from '../design/index.ts'
import { useAuthOptions } from '../session/index.ts'
import styles from './pending-picture.module.css'

/** The prompt that is drawn after the sign-up, on an empty sheet, and its price. */
export function PendingPicture({ prompt }: { prompt: string }) {
  const offered = useAuthOptions()?.signupCredits ?? 0
  return (
    <figure className={styles.pending}>
      <Sheet ground="white">
        <blockquote className={styles.prompt} dir="auto">
          {prompt}
        </blockquote>
      </Sheet>
      {offered > 0 && <figcaption className={styles.offer}>{countFree(offered)}</figcaption>}
    </figure>
  )
}

/** The same as a sentence, with a space before it; empty if new accounts have no credits. */
export const describeOffer = (offered: number): string => (offered > 0 ? ` ${countFree(offered)}.` : '')

const countFree = (count: number) => (count === 1 ? 'One picture free' : `${count} pictures free`)

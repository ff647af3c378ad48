import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

type SectionProps = {
  /** In the URL, after #. */
  name: string
  title: string
  /** A line under the title, if it needs an explanation. */
  lead?: ReactNode
  children: ReactNode
}

/** A section of the page: its title at the left, if there is room, and the content beside it. */
export function Section({ name, title, lead, children }: SectionProps) {
  const id = useId()
  return (
    <section id={name} aria-labelledby={id} className={styles.section}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {lead && <p className={styles.lead}>{lead}</p>}
      </div>
      <div className={styles.content}>{children}</div>
    </section>
  )
}

/** Scrolls to a section of the page, by its fragment in the URL. */
export function showSection(hash: string): void {
  document.getElementById(hash.replace(/^.*#/, ''))?.scrollIntoView()
}

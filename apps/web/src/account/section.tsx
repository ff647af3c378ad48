import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

type SectionProps = {
  /** The fragment of its URL. */
  name: string
  title: string
  /** An explanation under the title. */
  lead?: ReactNode
  children: ReactNode
}

/** A part of the page: the title, and the content beside it if there is space. */
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

/** Scrolls to a section of the page, by the fragment of the address. */
export function showSection(hash: string): void {
  document.getElementById(hash.replace(/^.*#/, ''))?.scrollIntoView()
}

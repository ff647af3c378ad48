import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

type SectionProps = {
  /** In the address, behind #. */
  name: string
  title: string
  /** A line under the title, for what is not plain. */
  lead?: ReactNode
  children: ReactNode
}

/** A part of the page: what it is at the left, where there is room, and the thing itself beside it. */
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

/** Scrolls to a section of the page, by its place in the address. */
export function showSection(hash: string): void {
  document.getElementById(hash.replace(/^.*#/, ''))?.scrollIntoView()
}

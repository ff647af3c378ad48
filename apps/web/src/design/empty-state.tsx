import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

type EmptyStateProps = {
  title: string
  children?: ReactNode
  /** A button or a link: what to do next. */
  action?: ReactNode
  /** A drawing above the words. */
  picture?: ReactNode
  /** Of the heading: 1 where it is the page's own. */
  level?: 1 | 2
}

/** Shown instead of content: nothing yet, nothing found, or something that went wrong. */
export function EmptyState({ title, children, action, picture, level = 2 }: EmptyStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className={styles.empty}>
      {picture}
      <Heading tabIndex={level === 1 ? -1 : undefined}>{title}</Heading>
      {children && <p>{children}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

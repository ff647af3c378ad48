import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import styles from './empty-state.module.css'

type EmptyStateProps = {
  title: string
  children?: ReactNode
  /** A button or a link: what to do next. */
  action?: ReactNode
  /** A drawing above the words. */
  picture?: ReactNode
  /** The level of the heading: 1 if it is the page's own. */
  level?: 1 | 2 | 3
}

/** Shown instead of content: there is none yet, nothing was found, or loading failed. */
export function EmptyState({ title, children, action, picture, level = 2 }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className={styles.empty}>
      {picture}
      <Heading tabIndex={level === 1 ? -1 : undefined}>{title}</Heading>
      {children && <p>{children}</p>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

type LoadFailureProps = Pick<EmptyStateProps, 'title' | 'level'> & {
  /** The reason of the failure. */
  text: string
  onRetry: () => unknown
}

/** Shown instead of content that could not be loaded. */
export const LoadFailure = ({ text, onRetry, ...rest }: LoadFailureProps) => (
  <EmptyState {...rest} action={<Button onClick={() => void onRetry()}>Try again</Button>}>
    {text}
  </EmptyState>
)

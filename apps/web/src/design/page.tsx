import { type ReactNode, useEffect } from 'react'
import { classes } from './classes.ts'
import styles from './page.module.css'

type PageProps = {
  /** The title of the window, announced when the page opens. */
  title: string
  /**
   * `text`: one column to read or fill in; `wide`: as wide as the window; `bare`: the page defines its own
   * layout.
   */
  width?: 'text' | 'wide' | 'bare'
  children: ReactNode
}

/** The container of every page. The page contains its own `h1`. */
export function Page({ title, width = 'wide', children }: PageProps) {
  useEffect(() => {
    document.title = title === 'chatSVG' ? title : `${title} · chatSVG`
  }, [title])
  return <div className={classes(styles.page, styles[width])}>{children}</div>
}

import { type ReactNode, useEffect } from 'react'
import { classes } from './classes.ts'
import styles from './page.module.css'

type PageProps = {
  /** The title of the window, which is announced when the page opens. */
  title: string
  /**
   * `text`: one column for text and forms; `wide`: as wide as the window; `bare`: the page sets its own
   * width.
   */
  width?: 'text' | 'wide' | 'bare'
  children: ReactNode
}

/** The frame of every page. The page itself renders the `h1`. */
export function Page({ title, width = 'wide', children }: PageProps) {
  useEffect(() => {
    document.title = title === 'chatSVG' ? title : `${title} · chatSVG`
  }, [title])
  return <div className={classes(styles.page, styles[width])}>{children}</div>
}

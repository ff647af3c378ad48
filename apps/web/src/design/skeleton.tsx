import styles from './skeleton.module.css'

/**
 * A placeholder for content that is loading. It fades in after 150 ms, so that quick answers never show it.
 */
export function Skeleton({
  width = '100%',
  height = '1em',
  round = false,
}: {
  width?: string
  height?: string
  round?: boolean
}) {
  return (
    <span
      aria-hidden="true"
      className={styles.skeleton}
      style={{ width, height, borderRadius: round ? '999px' : undefined }}
    />
  )
}

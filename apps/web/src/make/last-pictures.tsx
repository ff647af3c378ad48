import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call } from '../api/index.ts'
import { Icon } from '../design/index.ts'
import { pictureFile, useHiddenPictures } from '../picture/index.ts'
import { useUser } from '../session/index.ts'
import styles from './last-pictures.module.css'

type LastPicturesProps = { shownId: string | undefined; onShow: (id: string) => void }

const shownMax = 12

/** The most recent pictures as small sheets, which can be shown again. */
export function LastPictures({ shownId, onShow }: LastPicturesProps) {
  const user = useUser()
  const { data } = useQuery({
    queryKey: ['pictures', 'own', 'last'],
    queryFn: ({ signal }) => call('GET /api/user/generations', { query: { limit: shownMax }, signal }),
    enabled: user !== undefined,
  })
  const hidden = useHiddenPictures()
  const all = user?.workspace ? 'All pictures' : 'All your pictures'
  const pictures = user ? (data?.generations ?? []).filter(({ id }) => !hidden.has(id)) : []
  return (
    <nav
      className={styles.strip}
      aria-label={user?.workspace ? 'Latest pictures' : 'Your latest pictures'}
      hidden={pictures.length === 0}
    >
      {pictures.map(({ id, prompt }) => (
        <button
          key={id}
          type="button"
          className={styles.sheet}
          aria-current={id === shownId || undefined}
          title={prompt}
          onClick={() => onShow(id)}
        >
          <img src={pictureFile(id)} alt={prompt} width={72} height={72} loading="lazy" decoding="async" />
        </button>
      ))}
      {data?.nextCursor && (
        <Link href="/history" className={styles.all} aria-label={all} title={all}>
          <Icon name="more" />
        </Link>
      )}
    </nav>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { call, describeProblem } from '../api/index.ts'
import { buttonClass, Icon, notify } from '../design/index.ts'
import { signInPath, useUser } from '../session/index.ts'
import styles from './like-button.module.css'

type Likes = { likes: number; liked: boolean }
const noLikes: Likes = { likes: 0, liked: false }

/**
 * The number of users who like a public picture, and whether the current user does. Visitors are asked to
 * sign in.
 */
export function LikeButton({ id }: { id: string }) {
  const user = useUser()
  const queries = useQueryClient()
  const key = ['likes', id, user?.id]
  const { data = noLikes } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<Likes> =>
      (await call('GET /api/gallery/likes', { query: { ids: id }, signal })).likes[0] ?? noLikes,
  })
  const change = useMutation({
    mutationFn: (liked: boolean) =>
      liked
        ? call('PUT /api/gallery/{id}/like', { params: { id } })
        : call('DELETE /api/gallery/{id}/like', { params: { id } }),
    // The new value is shown immediately, and replaced by the answer of the service.
    onMutate: (liked) =>
      queries.setQueryData<Likes>(key, ({ likes } = noLikes) => ({ liked, likes: likes + (liked ? 1 : -1) })),
    onSuccess: (answer) => queries.setQueryData<Likes>(key, answer),
    onError: (error) => {
      notify(describeProblem(error))
      void queries.invalidateQueries({ queryKey: key })
    },
  })
  const count = <span className={styles.count}>{data.likes}</span>
  if (!user)
    return (
      <Link
        href={signInPath()}
        className={buttonClass()}
        aria-label={`Like, ${describeLikes(data.likes)}. Sign in first`}
      >
        <Icon name="heart" />
        {count}
      </Link>
    )
  return (
    <button
      type="button"
      className={`${buttonClass()} ${styles.like}`}
      aria-pressed={data.liked}
      aria-label={`Like, ${describeLikes(data.likes)}`}
      title={data.liked ? 'You like it' : 'Like'}
      onClick={() => {
        if (!change.isPending) change.mutate(!data.liked)
      }}
    >
      <Icon name="heart" />
      {count}
    </button>
  )
}

const describeLikes = (likes: number) => (likes === 1 ? '1 like' : `${likes} likes`)

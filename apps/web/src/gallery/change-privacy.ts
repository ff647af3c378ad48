import type { QueryClient } from '@tanstack/react-query'
import { call, describeProblem } from '../api/index.ts'
import { notify } from '../design/index.ts'
import { actOnEach } from '../picture/index.ts'
import { ownersOf, readSession } from '../session/index.ts'
import { type ListedPicture, updatePrivacyInLists } from './picture-list.ts'

/**
 * Publishes the user's own pictures, or makes them private, at once in the lists of this page. Pictures that
 * an administrator has removed stay private. The user can undo it.
 */
export async function changePrivacy(
  queries: QueryClient,
  pictures: readonly ListedPicture[],
  to: boolean,
): Promise<void> {
  const changed = pictures.filter(({ privacy = false, removedAt }) => privacy !== to && !removedAt)
  for (const { id } of changed) updatePrivacyInLists(queries, id, to)
  const failures = await actOnEach(changed, ({ id }) =>
    call('PATCH /api/user/generations/{id}', { params: { id }, body: { privacy: to } }),
  )
  for (const { item } of failures) updatePrivacyInLists(queries, item.id, !to)
  if (failures[0]) notify(describeProblem(failures[0].error))
  const done = changed.filter((picture) => !failures.some(({ item }) => item === picture))
  if (done.length > 0 || failures.length === 0)
    notify(describe(done.length, to), {
      verb: 'Undo',
      act: () =>
        void changePrivacy(
          queries,
          done.map((picture) => ({ ...picture, privacy: to })),
          !to,
        ),
    })
  void queries.invalidateQueries({ queryKey: ['pictures'] })
}

function describe(count: number, isPrivate: boolean): string {
  const pictures = count === 1 ? 'this picture' : `these ${count} pictures`
  return isPrivate
    ? `Only ${ownersOf(readSession()).who} can see ${pictures} now`
    : `Everybody can see ${pictures} now`
}

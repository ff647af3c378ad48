import { useMembers, useUser } from '../session/index.ts'

type Asker = { id: string; name: string }

/**
 * Who has asked for pictures of the workspace in whose name the user acts: members, and those who were.
 * undefined: the user acts as themselves, or it is not loaded yet.
 */
export function useAskers():
  | { all: readonly Asker[]; nameOf(id: string | undefined): string | undefined }
  | undefined {
  const workspace = useUser()?.workspace
  const { data } = useMembers(workspace?.id)
  if (!workspace || !data) return undefined
  const all = [
    ...data.members.map(({ id, name }) => ({ id, name })),
    ...data.formerMembers.map(({ id, name }) => ({ id, name: `${name}, no longer a member` })),
  ]
  return {
    all,
    nameOf(id) {
      if (id === undefined) return undefined
      // The others are keys, whose names only admins may see.
      return id === workspace.memberId ? 'You' : (all.find((one) => one.id === id)?.name ?? 'an API key')
    },
  }
}

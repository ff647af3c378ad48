import { isProblem } from '@chatsvg/client'

/**
 * In whose name this tab acts: the id of a workspace, or undefined for the user's own account. The session
 * changes it together with the user, so that the page never shows one account and asks for another.
 */
let workspaceId: string | undefined

export const readWorkspaceId = (): string | undefined => workspaceId

export function setWorkspaceId(id: string | undefined): void {
  workspaceId = id
}

/** The answer belongs to an account in whose name this tab no longer acts. */
export class OtherAccountError extends Error {
  override readonly name = 'OtherAccountError'
}

/** Calls about people, which the service refuses in the name of a workspace. */
const personal =
  /^\w+ \/api\/(auth\/(?!whoami|current-user|security-log)|admin\/|oauth\/|workspaces|support\/)|^(PATCH \/api\/user\/profile|DELETE \/api\/user|POST \/api\/user\/email)$/

/** Whether a call, such as `GET /api/svg/models`, is made in the name of the workspace. */
export const isForAccount = (name: string): boolean => !personal.test(name)

/** The user is no member of the workspace any more, or it is deleted or suspended. */
export const isAccessEnd = (error: unknown): boolean =>
  isProblem(error, 'workspace_not_found') || isProblem(error, 'account_suspended')

const listeners = new Set<() => void>()

/** Calls back when a refusal says that the user's rights in the workspace are others than this tab knows. */
export function onRightsChanged(listener: () => void): void {
  listeners.add(listener)
}

type WithHeaders = { headers?: Record<string, string> }

/**
 * Sends a call in the name in which this tab acts.
 *
 * @throws OtherAccountError the tab acts in another name when the answer arrives.
 */
export async function sendForAccount<Given extends WithHeaders, T>(
  name: string,
  input: Given,
  send: (input: Given) => Promise<T>,
): Promise<T> {
  if (!isForAccount(name)) return send(input)
  const id = workspaceId
  try {
    const answer = await send(
      id === undefined ? input : { ...input, headers: { ...input.headers, 'x-workspace': id } },
    )
    if (id === workspaceId) return answer
  } catch (error) {
    const isRefused = isAccessEnd(error) || isProblem(error, 'insufficient_role')
    if (id !== undefined && id === workspaceId && isRefused) for (const listener of listeners) listener()
    throw error
  }
  throw new OtherAccountError()
}

/** The URL of a file of the service, for an image or a download, which send no headers. */
export const fileOfAccount = (path: string): string =>
  workspaceId === undefined ? path : `${path}?${new URLSearchParams({ workspace: workspaceId })}`

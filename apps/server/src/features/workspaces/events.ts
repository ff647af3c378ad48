/** Socket events of this feature, by name. They are sent to the sockets of all members in the workspace. */
export type WorkspaceEvents = {
  /** The role or the monthly limit of a member has changed: that member reads what they may do again. */
  'workspace:member': { memberId: string }
}

/** Sends one event to all sockets in a workspace, on all instances. Never throws. */
export type PublishWorkspaceEvent = <Name extends keyof WorkspaceEvents>(
  workspaceId: string,
  name: Name,
  payload: WorkspaceEvents[Name],
) => void

/**
 * workspaces: accounts that several people use together. A workspace is an account of its own kind, so its
 * credits, pictures, keys, webhooks and payments are those of any account. A member names it in a request,
 * and acts in it with the rights of their role. What a member spends is limited and counted as for API keys.
 */
export { createWorkspaceAuthentication, type WorkspaceAuthentication } from './authenticate.ts'
export { createInvitationWriter, invitationEmail, invitationToken } from './emails.ts'
export { endProgramAccess } from './end-program-access.ts'
export { workspaceErrors } from './errors.ts'
export type { WorkspaceEvents } from './events.ts'
export { exportMemberships } from './export-memberships.ts'
export { purgeInvitations } from './invitation-store.ts'
export { leaveWorkspaces } from './leave-workspaces.ts'
export { leastRoleOf } from './roles.ts'
export { workspaceRoutes } from './routes.ts'
export { undoMemberChanges } from './undo-changes.ts'

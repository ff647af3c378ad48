import type { Role } from '../session/index.ts'

export const roleNames: Record<Role, string> = {
  viewer: 'Viewer',
  member: 'Member',
  admin: 'Admin',
  owner: 'Owner',
}

/** What each role may do. */
export const roleWords: Record<Role, string> = {
  viewer: 'Sees the pictures and saves them.',
  member: 'Draws with the credits of the workspace, and changes and deletes its pictures.',
  admin:
    'Has the rights of a member, invites and removes people, sets limits, and manages API keys and webhooks.',
  owner: 'Has the rights of an admin, buys credits, and can delete the workspace.',
}

export const describeBalance = (credits: number): string =>
  credits === 1 ? '1 credit' : `${credits} credits`

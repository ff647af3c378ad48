import { nameCharsMax } from '../accounts/index.ts'

export const bounds = {
  nameCharsMax,
  monthlyCreditsMax: 1_000_000_000,
  /** Workspaces of which one person is an owner. */
  ownedMax: 10,
  /** Members and open invitations of one workspace together. */
  membersMax: 100,
  invitationDays: 7,
} as const

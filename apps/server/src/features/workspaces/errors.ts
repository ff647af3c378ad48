import { defineErrors, platformErrors, reworded } from '../../platform/errors/index.ts'
import { emailTexts, nameTexts } from '../accounts/index.ts'
import { bounds } from './bounds.ts'
import { roles } from './roles.ts'

export const workspaceErrors = defineErrors({
  workspace_not_supported: {
    status: 403,
    text: 'This call is about your own account. Make it without a workspace.',
  },
  workspace_needs_session: {
    status: 403,
    text: 'API keys and apps act in the account that they belong to. In a workspace, use one of its API keys, without X-Workspace.',
  },
  insufficient_role: {
    status: 403,
    text: (role: string) => `In this workspace the role ${role} is needed for that`,
  },
  invalid_workspace: {
    status: 400,
    text: {
      name: nameTexts,
      monthlyCredits: `The monthly limit must be a whole number from 0 to ${bounds.monthlyCreditsMax}, or null`,
      role: `The role must be one of: ${roles.join(', ')}`,
      email: emailTexts,
      token: 'The token of the invitation is missing',
      confirmation: 'Type the name of the workspace to delete it',
    },
  },
  member_not_found: { status: 404, text: 'Member not found' },
  invitation_not_found: { status: 404, text: 'Invitation not found' },
  invalid_invitation: {
    status: 410,
    text: {
      unknown: 'There is no such invitation',
      expired: 'This invitation has expired. Ask for a new one.',
      revoked: 'This invitation was withdrawn',
      used: 'This invitation was used already',
    },
  },
  invitation_for_another: {
    status: 403,
    text: 'This invitation is for another address. Sign in with the account that has it.',
  },
  already_member: { status: 409, text: 'This person is a member already' },
  last_owner: {
    status: 409,
    text: 'A workspace needs an owner. Make somebody else an owner first, or delete the workspace.',
  },
  owns_workspaces: {
    status: 409,
    text: 'You are the only owner of a workspace. Make somebody else an owner, or delete it, first.',
  },
  too_many_workspaces: {
    status: 409,
    text: `You own ${bounds.ownedMax} workspaces. Delete one of them first.`,
  },
  too_many_members: {
    status: 409,
    text: `A workspace has at most ${bounds.membersMax} members and open invitations`,
  },
})

export const invitationsLimited = reworded(
  platformErrors.rate_limited,
  'Too many invitations. Please try again later.',
)

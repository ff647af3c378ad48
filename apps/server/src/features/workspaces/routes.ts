import type { FastifyRequest } from 'fastify'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError, type ErrorKind } from '../../platform/errors/index.ts'
import { type App, type Authentication, originOf, rateLimitHook } from '../../platform/http/index.ts'
import type { Limiter } from '../../platform/limits/index.ts'
import { accountErrors } from '../accounts/index.ts'
import { type Disconnect, listFormerMembers } from '../api-keys/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { limitGuesses, type SessionCaller, sessionErrors } from '../sessions/index.ts'
import { changeMember, removeMember } from './change-member.ts'
import { changeWorkspace } from './change-workspace.ts'
import { createWorkspace } from './create-workspace.ts'
import { deleteWorkspace } from './delete-workspace.ts'
import { invitationsLimited, workspaceErrors } from './errors.ts'
import type { PublishWorkspaceEvent } from './events.ts'
import { listInvitations } from './invitation-store.ts'
import { inviteMember, resendInvitation, withdrawInvitation } from './invite-member.ts'
import { joinWorkspace, readInvitation } from './join-workspace.ts'
import { type ListedWorkspace, listMembers, listWorkspaces } from './member-store.ts'
import { presentInvitation, presentMember, presentOffer, presentWorkspace } from './present.ts'
import { includesRole } from './roles.ts'
import * as schemas from './schemas.ts'

export type WorkspaceRoutesDeps = {
  db: Db
  authentication: Authentication<SessionCaller>
  requireVerifiedEmail: boolean
  tokenKey: Uint8Array
  /** `auth` limits password checks, `invitation` emails by the person who invites. null: switched off. */
  limiters: { auth: Limiter | null; invitation: Limiter | null }
  enqueueEmail: EnqueueEmail
  disconnectSession: Disconnect
  disconnectUser: (userId: string, reason: string) => void
  publish: PublishWorkspaceEvent
}

type WorkspaceRequest = FastifyRequest<{ Params: { id: string } }>

export function workspaceRoutes(deps: WorkspaceRoutesDeps) {
  const { db, authentication, limiters } = deps
  const { requireCaller: onRequest, callerOf } = authentication
  const removing = { ...deps, disconnect: deps.disconnectSession }
  const inviting = [
    onRequest,
    rateLimitHook({
      name: 'invitation',
      limiter: limiters.invitation,
      refusal: invitationsLimited,
      keyOf: (req) => callerOf(req).userId,
    }),
  ]

  async function readOwn(userId: string, id: string): Promise<ListedWorkspace> {
    const [workspace] = await listWorkspaces(db, userId, id)
    if (!workspace) throw new AppError(accountErrors.workspace_not_found)
    return workspace
  }
  /** Of the workspace that the request names. */
  const readNamed = (req: WorkspaceRequest) => readOwn(callerOf(req).userId, idOf(req))
  const answer = async (userId: string, id: string) => ({
    workspace: presentWorkspace(await readOwn(userId, id)),
  })

  return (app: App): void => {
    app.get('/workspaces', { schema: schemas.list, onRequest }, async (req) => ({
      workspaces: (await listWorkspaces(db, callerOf(req).userId)).map(presentWorkspace),
    }))

    app.post('/workspaces', { schema: schemas.create, onRequest }, async (req, reply) => {
      const id = await createWorkspace(deps, callerOf(req), req.body.name, originOf(req))
      reply.code(201).header('location', `/api/workspaces/${id}`)
      return answer(callerOf(req).userId, id)
    })

    app.get('/workspaces/:id', { schema: schemas.read, onRequest }, async (req) => ({
      workspace: presentWorkspace(await readNamed(req)),
    }))

    app.patch('/workspaces/:id', { schema: schemas.change, onRequest }, async (req) => {
      const id = idOf(req)
      await changeWorkspace(deps, callerOf(req), id, req.body, originOf(req))
      return answer(callerOf(req).userId, id)
    })

    app.delete(
      '/workspaces/:id',
      { schema: schemas.remove, onRequest: [onRequest, limitGuesses(limiters.auth, authentication)] },
      async (req) => {
        const { name, password } = req.body
        const proof = { confirmation: name, password }
        const credits = await deleteWorkspace(deps, callerOf(req), idOf(req), proof, originOf(req))
        return { success: true, credits }
      },
    )

    app.get('/workspaces/:id/members', { schema: schemas.listMembers, onRequest }, async (req) => {
      const viewer = await readNamed(req)
      const members = await listMembers(db, viewer.id)
      return {
        members: members.map((member) => presentMember(member, viewer)),
        formerMembers: await listFormerMembers(db, viewer.id),
      }
    })

    app.patch(
      '/workspaces/:id/members/:memberId',
      { schema: schemas.changeMember, onRequest },
      async (req) => {
        await changeMember(deps, callerOf(req), memberOf(req), req.body, originOf(req))
        return { ok: true }
      },
    )

    app.delete(
      '/workspaces/:id/members/:memberId',
      { schema: schemas.removeMember, onRequest },
      async (req) => {
        await removeMember(removing, callerOf(req), memberOf(req), originOf(req))
        return { ok: true }
      },
    )

    app.get('/workspaces/:id/invitations', { schema: schemas.listInvitations, onRequest }, async (req) => {
      const { id, role, isSuspended } = await readNamed(req)
      if (isSuspended) throw new AppError(sessionErrors.account_suspended)
      if (!includesRole(role, 'admin')) throw new AppError(workspaceErrors.insufficient_role('admin'))
      return { invitations: (await listInvitations(db, id)).map(presentInvitation) }
    })

    app.post(
      '/workspaces/:id/invitations',
      { schema: schemas.invite, onRequest: inviting },
      async (req, reply) => {
        const { email, role, monthlyCredits = null } = req.body
        const workspaceId = idOf(req)
        const invited = { email, role, monthlyCredits }
        const id = await inviteMember(deps, callerOf(req), workspaceId, invited, originOf(req))
        const invitation = (await listInvitations(db, workspaceId)).find((one) => one.id === id)
        if (!invitation) throw new AppError(workspaceErrors.invitation_not_found)
        reply.code(201)
        return { invitation: presentInvitation(invitation) }
      },
    )

    app.post(
      '/workspaces/:id/invitations/:invitationId/resend',
      { schema: schemas.resend, onRequest: inviting },
      async (req) => {
        await resendInvitation(deps, callerOf(req), invitationOf(req), originOf(req))
        return { ok: true }
      },
    )

    app.delete(
      '/workspaces/:id/invitations/:invitationId',
      { schema: schemas.withdraw, onRequest },
      async (req) => {
        await withdrawInvitation(deps, callerOf(req), invitationOf(req), originOf(req))
        return { ok: true }
      },
    )

    app.post('/workspaces/invitation', { schema: schemas.readInvitation, onRequest }, async (req) => ({
      invitation: presentOffer(await readInvitation(db, req.body.token)),
    }))

    app.post('/workspaces/join', { schema: schemas.join, onRequest }, async (req) => {
      const id = await joinWorkspace(deps, callerOf(req), req.body.token, originOf(req))
      return answer(callerOf(req).userId, id)
    })
  }
}

const idOf = ({ params }: WorkspaceRequest) => checkId(params.id, accountErrors.workspace_not_found)

const memberOf = (req: FastifyRequest<{ Params: { id: string; memberId: string } }>) => ({
  workspaceId: idOf(req),
  memberId: checkId(req.params.memberId, workspaceErrors.member_not_found),
})

const invitationOf = (req: FastifyRequest<{ Params: { id: string; invitationId: string } }>) => ({
  workspaceId: idOf(req),
  id: checkId(req.params.invitationId, workspaceErrors.invitation_not_found),
})

function checkId(id: string, problem: ErrorKind): string {
  if (!isUuid(id)) throw new AppError(problem)
  return id
}

import { type CodeRow, writeCode } from '../billing/index.ts'
import type { ListedAct } from './read-acts.ts'
import type { AdminJobRow } from './read-jobs.ts'
import type { AdminPageRow } from './read-pages.ts'
import type { AdminPictureRow, readReports } from './read-pictures.ts'
import type { AdminUserRow, LedgerEntryRow } from './read-users.ts'
import type { AdminModel } from './switch-model.ts'

const iso = (moment: Date | null) => moment?.toISOString() ?? null

export function presentUser(user: AdminUserRow) {
  return {
    id: user.id,
    kind: user.kind,
    email: user.email,
    name: user.name,
    plan: user.plan,
    role: user.role,
    credits: user.credits,
    emailVerified: user.emailVerified,
    suspendedAt: iso(user.suspendedAt),
    createdAt: user.createdAt.toISOString(),
    lastUsedAt: iso(user.lastUsedAt),
    pictures: user.pictures,
  }
}

export function presentEntry({ createdAt, ...entry }: LedgerEntryRow) {
  return { ...entry, createdAt: createdAt.toISOString() }
}

export function presentListedJob(job: AdminJobRow) {
  return {
    id: job.id,
    userId: job.userId,
    email: job.email,
    status: job.status,
    prompt: job.prompt,
    style: job.style,
    model: job.model,
    requestedModel: job.requestedModel,
    privacy: job.privacy,
    attempts: job.attempts,
    createdAt: job.createdAt.toISOString(),
    startedAt: iso(job.startedAt),
    finishedAt: iso(job.finishedAt),
    errorCode: job.errorCode,
    errorMessage: job.errorMessage,
    generationId: job.generationId,
  }
}

/**
 * With fields only for operators. It shows when the lease ends, but not its token, which authorises the
 * worker.
 */
export function presentJobInFull(job: AdminJobRow) {
  return {
    ...presentListedJob(job),
    seed: job.seed,
    batchId: job.batchId,
    priority: job.priority,
    turnAt: job.turnAt.toISOString(),
    runAfter: job.runAfter.toISOString(),
    lastStartedAt: iso(job.lastStartedAt),
    lastFailedAt: iso(job.lastFailedAt),
    leaseExpiresAt: iso(job.leaseExpiresAt),
    ranMs: job.ranMs,
    inputTokens: job.inputTokens,
    outputTokens: job.outputTokens,
    costMicroUsd: job.costMicroUsd,
    usageEstimated: job.usageEstimated,
    requestId: job.requestId,
  }
}

export function presentAct(act: ListedAct) {
  return {
    id: act.id,
    at: act.createdAt.toISOString(),
    actorKind: act.actorKind,
    actor: act.actorId === null ? null : { id: act.actorId, email: act.actorEmail },
    action: act.action,
    subject: { kind: act.subjectKind, id: act.subjectId },
    reason: act.reason,
    details: act.details,
    requestId: act.requestId,
  }
}

export function presentCode(row: CodeRow) {
  const { id, code, credits, uses, usesMax, expiresAt, disabledAt, createdAt } = row
  return {
    ...{ id, code: writeCode(code), credits, uses, usesMax },
    ...{ expiresAt: iso(expiresAt), disabledAt: iso(disabledAt), createdAt: createdAt.toISOString() },
  }
}

export function presentModel({ disabledAt, ...model }: AdminModel) {
  return { ...model, disabledAt: iso(disabledAt) }
}

export function presentPicture(picture: AdminPictureRow) {
  return {
    id: picture.id,
    userId: picture.userId,
    email: picture.email,
    prompt: picture.prompt,
    style: picture.style,
    model: picture.model,
    privacy: picture.privacy,
    createdAt: picture.createdAt.toISOString(),
    removedAt: iso(picture.removedAt),
    removedReason: picture.removedReason,
    openReports: picture.openReports,
    reportedAt: iso(picture.reportedAt),
    reasons: picture.reasons,
  }
}

type ShownReport = Awaited<ReturnType<typeof readReports>>[number]

export function presentReport({ id, reason, text, createdAt, resolvedAt, resolution }: ShownReport) {
  return { id, reason, text, createdAt: createdAt.toISOString(), resolvedAt: iso(resolvedAt), resolution }
}

export function presentPage({ removedAt, reportedAt, reports, ...page }: AdminPageRow) {
  return {
    ...page,
    removedAt: iso(removedAt),
    reportedAt: iso(reportedAt),
    reports: reports.map(({ createdAt, ...report }) => ({
      ...report,
      createdAt: new Date(createdAt).toISOString(),
    })),
  }
}

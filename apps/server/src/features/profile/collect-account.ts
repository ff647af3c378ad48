import { type Db, readInPages } from '../../platform/db/index.ts'
import { type AuditRow, findUserById, listEmailChanges, readSecurityLog } from '../accounts/index.ts'
import { listKeys, listUses, presentKey, presentUse } from '../api-keys/index.ts'
import { findOwnAuthor } from '../authors/index.ts'
import { exportBilling } from '../billing/index.ts'
import { listCollectionsOf } from '../collections/index.ts'
import { readLedger } from '../credits/index.ts'
import { exportFactors } from '../factors/index.ts'
import { listOwnPictures, listTakedownsOf } from '../gallery/index.ts'
import { presentJob, readOwnJobs } from '../jobs/index.ts'
import { listLikesOf } from '../likes/index.ts'
import { readOwnEmails } from '../mail/index.ts'
import { listAllNotifications } from '../notifications/index.ts'
import { listOauthAccounts } from '../oauth/index.ts'
import { listApps, presentApp } from '../oauth-server/index.ts'
import { listPalettes } from '../palettes/index.ts'
import { listDevices } from '../recovery/index.ts'
import { listAllSessions } from '../sessions/index.ts'
import { listSupportMessages } from '../support/index.ts'
import { listWebhooks, presentDelivery, presentWebhook, readDeliveries } from '../webhooks/index.ts'
import { exportMemberships } from '../workspaces/index.ts'
import { presentAuditEvent, presentProfile } from './present.ts'

/** One member of the export: an object, or a list that is written while it is read. */
export type Section = { name: string; content: object | AsyncIterable<object> }

/**
 * Everything that the features store about the user. A feature that begins to store data about users adds it
 * here.
 */
export async function* collectAccount(db: Db, userId: string): AsyncGenerator<Section> {
  const user = await findUserById(db, userId)
  if (!user) return
  const accounts = await listOauthAccounts(db, userId)
  const { termsAcceptedAt, termsAcceptedIp, emailVerifiedAt, notificationsSeenAt, suspendedAt } = user
  yield {
    name: 'user',
    content: {
      ...presentProfile(
        user,
        accounts.map(({ provider }) => provider),
      ),
      emailVerifiedAt,
      termsAcceptedAt,
      termsAcceptedIp,
      notificationsSeenAt,
      suspendedAt,
    },
  }
  yield { name: 'accountsElsewhere', content: accounts.map(({ userId: _, ...account }) => account) }
  yield { name: 'factors', content: await exportFactors(db, userId) }
  const sessions = await listAllSessions(db, userId)
  yield { name: 'sessions', content: sessions.map(({ userId: _, ...session }) => session) }
  const keys = await listKeys(db, userId)
  yield { name: 'apiKeys', content: keys.map(presentKey) }
  const apps = await listApps(db, userId)
  yield { name: 'apps', content: apps.map(presentApp) }
  yield { name: 'apiKeyUses', content: readUses(db, userId, [...keys, ...apps]) }
  const webhooks = await listWebhooks(db, userId)
  yield { name: 'webhooks', content: webhooks.map(presentWebhook) }
  yield { name: 'webhookDeliveries', content: readAllDeliveries(db, webhooks) }
  yield { name: 'emailChanges', content: await listEmailChanges(db, userId) }
  yield { name: 'devices', content: await listDevices(db, userId) }
  yield { name: 'securityLog', content: mapEach(readEvents(db, userId), presentAuditEvent) }
  yield { name: 'credits', content: mapEach(readLedger(db, userId), ({ userId: _, ...entry }) => entry) }
  yield { name: 'billing', content: await exportBilling(db, userId) }
  yield { name: 'generationJobs', content: mapEach(readOwnJobs(db, userId), (job) => presentJob(job)) }
  yield { name: 'generations', content: listOwnPictures(db, userId) }
  yield { name: 'takedowns', content: await listTakedownsOf(db, userId) }
  yield { name: 'authorPage', content: (await findOwnAuthor(db, userId)) ?? {} }
  yield { name: 'collections', content: listCollectionsOf(db, userId) }
  yield { name: 'palettes', content: await listPalettes(db, userId) }
  yield { name: 'likes', content: listLikesOf(db, userId) }
  const { memberships, invitations, members } = await exportMemberships(db, user)
  yield { name: 'workspaces', content: memberships }
  yield { name: 'workspaceInvitations', content: invitations }
  yield { name: 'workspaceMembers', content: members }
  yield { name: 'notifications', content: listAllNotifications(db, userId) }
  yield { name: 'supportMessages', content: listSupportMessages(db, userId) }
  yield { name: 'letters', content: readOwnEmails(db, userId) }
}

const readEvents = (db: Db, userId: string) =>
  readInPages((last: AuditRow | undefined, limit) => readSecurityLog(db, userId, { cursor: last, limit }))

async function* readUses(db: Db, userId: string, keys: { id: string }[]) {
  for (const { id: keyId } of keys)
    for (const use of await listUses(db, userId, keyId)) yield { keyId, ...presentUse(use) }
}

async function* readAllDeliveries(db: Db, webhooks: { id: string }[]) {
  for (const { id: webhookId } of webhooks)
    for await (const delivery of readDeliveries(db, webhookId))
      yield { webhookId, ...presentDelivery(delivery) }
}

async function* mapEach<Item, Result>(
  items: AsyncIterable<Item>,
  present: (item: Item) => Result,
): AsyncGenerator<Result> {
  for await (const item of items) yield present(item)
}

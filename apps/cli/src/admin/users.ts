import { planNames } from '@chatsvg/server/features/accounts'
import {
  changeUser,
  findUserId,
  grantCreditsByHand,
  grantMax,
  listUsers,
  presentEntry,
  presentUser,
  readUserFacts,
  resetFactorsByHand,
  restoreUser,
  showUser,
  suspendUser,
  type UserChange,
} from '@chatsvg/server/features/administration'
import { type Db, isUuid } from '@chatsvg/server/platform/db'
import {
  type AdminCommand,
  type AdminContext,
  done,
  pageOptions,
  reasonOption,
  UsageError,
} from './command.ts'
import { renderFields, renderPageEnd, renderTable } from './table.ts'

type ShownUser = ReturnType<typeof presentUser>

const who = '<email or id>'

export const userCommands: AdminCommand[] = [
  {
    name: 'user list',
    operands: ['[beginning of an address or a name]'],
    options: { plan: planNames.join(', '), role: 'USER, ADMIN', state: 'active, suspended', ...pageOptions },
    purpose: 'Searches users, the newest first.',
    async run({ openDatabase, operands, options }) {
      const { db } = await openDatabase()
      const [q] = operands
      const { rows, nextCursor } = await listUsers(db, { ...options, ...(q !== undefined && { q }) })
      const users = rows.map(presentUser)
      return done({ users, nextCursor }, renderUsers(users) + renderPageEnd(nextCursor))
    },
  },
  {
    name: 'user show',
    operands: [who],
    purpose: 'Shows a user, with sessions, jobs and the latest entries of the ledger.',
    async run({ openDatabase, operands }) {
      const { db } = await openDatabase()
      const user = await showUser(db, await findOperandUser(db, operands))
      const { sessions, jobs, entries } = await readUserFacts(db, user.id)
      const document = { user: presentUser(user), sessions, jobs, entries: entries.map(presentEntry) }
      const rows = document.entries.map(({ createdAt, delta, reason, note, jobId }) => [
        createdAt,
        String(delta),
        reason,
        note ?? jobId ?? '-',
      ])
      return done(
        document,
        [
          renderFields({ ...document.user, sessions, ...jobs }),
          renderTable(['at', 'credits', 'entry', 'about'], rows),
        ].join('\n\n'),
      )
    },
  },
  changeCommand('user promote', 'Makes a user an administrator.', () => ({ role: 'ADMIN' })),
  changeCommand('user demote', 'Makes an administrator a user again.', () => ({ role: 'USER' })),
  {
    ...changeCommand('user plan', 'Gives a user another plan.', readPlan),
    operands: [who, `<${planNames.join('|')}>`],
  },
  {
    name: 'user grant',
    operands: [who, '<credits>'],
    options: reasonOption,
    purpose: 'Gives a user credits, or takes some when the number is negative.',
    details: 'Each call is a grant of its own. A balance cannot be taken below 0.',
    async run(context) {
      const { db } = await context.openDatabase()
      const userId = await findOperandUser(db, context.operands)
      const amount = Number(context.operands[1])
      if (!Number.isSafeInteger(amount) || amount === 0 || Math.abs(amount) > grantMax)
        throw new UsageError(
          `Credits must be a whole number other than 0, up to ${grantMax.toLocaleString('en')}.`,
        )
      await grantCreditsByHand(db, { userId, amount }, context.by)
      return showResult(db, userId, `${amount} credits.`)
    },
  },
  {
    name: 'user suspend',
    operands: [who],
    options: reasonOption,
    purpose: 'Ends all sessions of a user, refuses new ones, and cancels what is not finished.',
    details:
      'Public pictures stay. It is asked for, since sessions and pictures that are under way do not come back. A service with an embedded database closes open sockets within a minute.',
    async run(context) {
      const { db } = await context.openDatabase()
      const user = await showUser(db, await findOperandUser(db, context.operands))
      await context.confirm(
        `Suspend ${user.email}? All sessions end, and pictures that are under way are cancelled.`,
      )
      const { jobs, disconnectUser } = await context.openReach()
      await suspendUser({ db, effects: jobs.cancelEffects, disconnectUser }, user.id, context.by)
      return showResult(db, user.id, 'Suspended.')
    },
  },
  {
    name: 'user restore',
    operands: [who],
    options: reasonOption,
    purpose: 'Lets a suspended user sign in again.',
    async run({ openDatabase, operands, by }) {
      const { db } = await openDatabase()
      const userId = await findOperandUser(db, operands)
      await restoreUser(db, userId, by)
      return showResult(db, userId, 'Restored.')
    },
  },
  {
    name: 'user reset-factors',
    operands: [who],
    options: reasonOption,
    purpose: 'Takes passkeys, authenticator app and recovery codes away from a user who has lost them.',
    details:
      'Whoever knows the password, or has the account elsewhere, signs in by that alone afterwards: make sure first that it is the owner who asks.',
    async run(context) {
      const { db } = await context.openDatabase()
      const user = await showUser(db, await findOperandUser(db, context.operands))
      await context.confirm(`Take passkeys and second factor away from ${user.email}?`)
      const isDone = await resetFactorsByHand(db, user.id, context.by)
      return showResult(db, user.id, isDone ? 'Taken away.' : 'There was nothing to take away.')
    },
  },
]

function changeCommand(
  name: string,
  purpose: string,
  readChange: (context: AdminContext) => UserChange,
): AdminCommand {
  return {
    name,
    operands: [who],
    options: reasonOption,
    purpose,
    async run(context) {
      const change = readChange(context)
      const { db } = await context.openDatabase()
      const userId = await findOperandUser(db, context.operands)
      await changeUser(db, userId, change, context.by)
      return showResult(db, userId, 'Done.')
    },
  }
}

function readPlan({ operands }: AdminContext): UserChange {
  const plan = planNames.find((name) => name === operands[1]?.toUpperCase())
  if (!plan) throw new UsageError(`The plan must be one of ${planNames.join(', ')}.`)
  return { plan }
}

export async function findOperandUser(db: Db, [text = '']: string[]): Promise<string> {
  const userId = isUuid(text) ? text : await findUserId(db, text)
  if (!userId) throw new Error(`There is no user ${text}.`)
  return userId
}

async function showResult(db: Db, userId: string, text: string) {
  const user = presentUser(await showUser(db, userId))
  return done({ user }, `${text}\n\n${renderUsers([user])}`)
}

const renderUsers = (users: ShownUser[]) =>
  renderTable(
    ['id', 'email', 'name', 'plan', 'role', 'credits', 'pictures', 'last used', 'suspended'],
    users.map((user) => [
      user.id,
      user.email,
      user.name,
      user.plan,
      user.role,
      String(user.credits),
      String(user.pictures),
      user.lastUsedAt ?? '-',
      user.suspendedAt ?? '-',
    ]),
  )

import { Type } from 'typebox'
import { platformErrors } from '../../platform/errors/index.ts'
import { asSent, checkedBody, givenAsText } from '../../platform/http/index.ts'
import { operation } from '../../platform/openapi/index.ts'
import { accountErrors, nameField, nameRules, planNames, signupPlan } from '../accounts/index.ts'
import { creditReasons } from '../credits/index.ts'
import { authLimited, clearedCookies, proofRules, sessionErrors, userExample } from '../sessions/index.ts'
import { workspaceErrors } from '../workspaces/index.ts'
import { avatarCharsMax, avatarRules } from './avatar.ts'
import { monthlyCreditsMax, profileErrors } from './errors.ts'

const tags: [string] = ['Profile']
const moment = Type.String({ format: 'date-time' })
const orNull = Type.Union([Type.String(), Type.Null()])

const profileAnswer = Type.Object({
  user: Type.Object({
    id: Type.String({ format: 'uuid' }),
    email: Type.String(),
    name: Type.String(),
    avatar: orNull,
    plan: Type.Enum([...planNames]),
    credits: Type.Integer(),
    monthlyCredits: Type.Union([Type.Integer(), Type.Null()], {
      description: 'credits that may be charged in a month (UTC), over all keys; null: all',
    }),
    spentThisMonth: Type.Integer({ description: 'charges of this month (UTC), less refunds' }),
    createdAt: moment,
    updatedAt: moment,
    emailVerified: Type.Boolean(),
    hasPassword: Type.Boolean({ description: 'false: only accounts elsewhere open this one' }),
    providers: Type.Array(Type.String(), { description: 'accounts elsewhere that open this one' }),
    limits: Type.Object(
      {
        creditsPerPicture: Type.Integer(),
        requests: Type.Union([
          Type.Object({ count: Type.Integer(), windowSeconds: Type.Number() }),
          Type.Null(),
        ]),
        picturesPerDay: Type.Union([Type.Integer(), Type.Null()]),
        unfinishedPictures: Type.Union([Type.Integer(), Type.Null()]),
        cancelRefundsPerDay: Type.Union([Type.Integer(), Type.Null()]),
        failuresPerDay: Type.Union([Type.Integer(), Type.Null()]),
      },
      { description: 'of the plan; null: no limit' },
    ),
  }),
})
const answers = {
  200: {
    example: {
      user: {
        ...userExample,
        plan: signupPlan,
        monthlyCredits: null,
        spentThisMonth: 4,
        createdAt: '2026-03-01T09:00:00.000Z',
        updatedAt: '2026-03-01T09:00:00.000Z',
        emailVerified: true,
        hasPassword: true,
        providers: ['github'],
        limits: {
          creditsPerPicture: 1,
          requests: { count: 10, windowSeconds: 3600 },
          picturesPerDay: 50,
          unfinishedPictures: 10,
          cancelRefundsPerDay: 5,
          failuresPerDay: 20,
        },
      },
    },
  },
}

export const profile = operation({
  tags,
  summary: 'Read your profile',
  access: 'caller',
  scope: 'account:read',
  response: { 200: profileAnswer },
  answers,
})

export const me = operation({ ...profile, summary: 'Read your profile, by its other name' })

export const changeProfile = operation({
  tags,
  summary: 'Change your name, picture or monthly limit',
  access: 'caller',
  body: checkedBody(
    Type.Object({
      name: Type.Optional(nameField),
      avatar: Type.Optional(
        Type.Union([
          Type.String({ format: 'uri', pattern: '^https:', maxLength: avatarCharsMax }),
          Type.Null(),
        ]),
      ),
      monthlyCredits: Type.Optional(
        Type.Union([Type.Integer({ minimum: 0, maximum: monthlyCreditsMax }), Type.Null()]),
      ),
    }),
    {
      name: nameRules(profileErrors.invalid_profile.name),
      avatar: avatarRules,
      monthlyCredits: { read: asSent, problems: profileErrors.invalid_profile.monthlyCredits },
    },
  ),
  bodyExample: { name: 'Ada Lovelace', avatar: null },
  response: { 200: profileAnswer },
  answers,
  problems: [profileErrors.invalid_profile],
})

export const deleteAccount = operation({
  tags,
  summary: 'Delete your account',
  description: 'With everything that is yours, pictures included. It cannot be undone.',
  access: 'caller',
  body: checkedBody(
    Type.Object({
      password: Type.Optional(
        Type.String({ description: 'not needed within ten minutes of a sign-in at a provider' }),
      ),
    }),
    { password: proofRules },
  ),
  response: { 200: Type.Object({ success: Type.Boolean() }) },
  answers: { 200: { headers: clearedCookies, example: { success: true } } },
  problems: [
    sessionErrors.wrong_password,
    sessionErrors.reauthentication_required,
    accountErrors.last_admin,
    workspaceErrors.owns_workspaces,
    authLimited,
  ],
})

export const exportAccount = operation({
  tags,
  summary: 'Export everything that we hold about you',
  description: 'One JSON document, written as it is read: an account of any size takes no more memory.',
  access: 'caller',
  workspaceRole: 'owner',
  answers: {
    200: {
      content: {
        'application/json': Type.Object({
          exportedAt: moment,
          ...Object.fromEntries(
            [
              'accountsElsewhere',
              'sessions',
              'apiKeys',
              'apiKeyUses',
              'apps',
              'webhooks',
              'webhookDeliveries',
              'securityLog',
              'credits',
              'generationJobs',
            ]
              .concat(['generations', 'collections', 'notifications', 'supportMessages', 'letters'])
              .map((name) => [name, Type.Array(Type.Object({}))]),
          ),
          user: Type.Object({}),
          authorPage: Type.Object({}),
          billing: Type.Object({}),
        }),
      },
      headers: {
        'Content-Disposition': 'attachment; filename="chatsvg-account.json"',
        'Cache-Control': 'no-store',
      },
    },
  },
})

export const securityLog = operation({
  tags,
  summary: 'Read your security log',
  description: 'Sign-ins, failed ones too, and changes of what opens the account; newest first.',
  access: 'caller',
  workspaceRole: 'admin',
  querystring: givenAsText(
    Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'clamped' })),
      cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
    }),
  ),
  response: {
    200: Type.Object({
      events: Type.Array(
        Type.Object({
          id: Type.String({ format: 'uuid' }),
          action: Type.String(),
          succeeded: Type.Boolean(),
          ipAddress: orNull,
          userAgent: orNull,
          device: Type.String(),
          requestId: orNull,
          details: Type.Union([
            Type.Record(
              Type.String(),
              Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
            ),
            Type.Null(),
          ]),
          createdAt: moment,
        }),
      ),
      nextCursor: orNull,
    }),
  },
  problems: [platformErrors.invalid_page.number('limit'), platformErrors.invalid_cursor],
})

export const credits = operation({
  tags,
  summary: 'Read what became of your credits',
  description: 'Every entry of the ledger, newest first. Their sum is the balance.',
  access: 'caller',
  scope: 'account:read',
  querystring: givenAsText(
    Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20, description: 'clamped' })),
      cursor: Type.Optional(Type.String({ description: '`nextCursor` of the page before' })),
    }),
  ),
  response: {
    200: Type.Object({
      entries: Type.Array(
        Type.Object({
          id: Type.String({ format: 'uuid' }),
          delta: Type.Integer({ description: 'credits added, or taken when negative' }),
          asked: Type.Union([
            Type.Integer({ description: 'of a returned payment: the credits that should have been taken' }),
            Type.Null(),
          ]),
          reason: Type.Enum([...creditReasons]),
          note: orNull,
          createdAt: moment,
          job: Type.Union([
            Type.Object({
              id: Type.String({ format: 'uuid' }),
              prompt: Type.String(),
              generationId: Type.Union([
                Type.String({ format: 'uuid', description: 'of the picture' }),
                Type.Null(),
              ]),
            }),
            Type.Null(),
          ]),
        }),
      ),
      nextCursor: orNull,
    }),
  },
  problems: [platformErrors.invalid_page.number('limit'), platformErrors.invalid_cursor],
})

import { describe, expect, it } from 'vitest'
import type { AuditAction } from '../accounts/index.ts'
import { traceChanges } from './trace-changes.ts'

type Details = Record<string, string>

const traced = (...events: [AuditAction, Details][]) => {
  const rows = events.map(([action, details]) => ({ action, details }))
  const changes = traceChanges(rows, ['person'])
  return Object.values(changes).map((ids) => [...ids].join(' '))
}
const invited = (memberId: string, invitationId: string): [AuditAction, Details] => [
  'member_invited',
  { memberId, invitationId },
]
const joined = (memberId: string, invitationId: string): [AuditAction, Details] => [
  'member_joined',
  { memberId, invitationId },
]

describe('changes by a membership', () => {
  it('are traced through the members who joined by its invitations, and through its keys', () => {
    expect(
      traced(
        ['api_key_created', { memberId: 'person', keyId: 'key' }],
        ['api_key_created', { memberId: 'other', keyId: 'other key' }],
        ['webhook_created', { actingKeyId: 'key', webhookId: 'hook' }],
        ['webhook_changed', { actingKeyId: 'other key', webhookId: 'other hook' }],
        invited('person', 'first'),
        joined('guest', 'first'),
        invited('guest', 'second'),
        joined('guest of guest', 'second'),
        ['api_key_rotated', { memberId: 'guest of guest', keyId: 'rotated' }],
        joined('colleague', 'earlier'),
      ),
    ).toEqual(['key rotated', 'hook', 'first second', 'guest guest of guest'])
  })

  it('end where another member invites again, or gives a role', () => {
    expect(
      traced(
        invited('person', 'first'),
        invited('other', 'first'),
        joined('guest', 'first'),
        invited('person', 'second'),
        joined('colleague', 'second'),
        ['member_changed', { memberId: 'other', subjectId: 'colleague', role: 'admin' }],
        invited('colleague', 'third'),
        invited('person', 'fourth'),
        joined('accomplice', 'fourth'),
        ['member_changed', { memberId: 'person', subjectId: 'accomplice', role: 'owner' }],
        ['member_changed', { memberId: 'other', subjectId: 'accomplice', monthlyCredits: '5' }],
      ),
    ).toEqual(['', '', 'second fourth', 'accomplice'])
  })
})

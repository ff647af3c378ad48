import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { applyEditsToPicture } from './apply-edits-task.ts'
import { editPicture } from './edit-picture.ts'

const api = keepForSuite(await startTestApi())

it('edits that wait a long time for a thread are not refused as too costly', async () => {
  const { client, id: userId } = await api.signUp()
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path id="roof" d="M0 0h9v9z" fill="red"/></svg>'
  const { body } = await client.post('/svg', { svg })
  const { id: pictureId } = (body as { svgGeneration: { id: string } }).svgGeneration
  const runTask: ThreadPool['run'] = async (_task, input, signal) => {
    await delay(5_200, undefined, { signal }).catch(() => signal?.throwIfAborted())
    return applyEditsToPicture(input as Parameters<typeof applyEditsToPicture>[0]) as never
  }
  const edits = [{ op: 'paint', target: { id: 'roof' }, fill: 'blue' }]
  const deps = { db: api.resources.database.db, runTask }
  const written = await editPicture(deps, { userId, key: undefined, pictureId }, { edits })
  expect(written).toMatchObject({ picture: { parentId: pictureId } })
})

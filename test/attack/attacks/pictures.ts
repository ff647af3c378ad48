import { type Attack, hold, need, signUp } from '../attack.ts'
import { waitForPicture } from './edge.ts'

const reportsMax = 40

export const pictureAttacks: Attack[] = [
  {
    row: 'R34',
    name: 'hiding a picture, or reading reports, without being an administrator',
    async play(target) {
      const [ada, bob] = [await signUp(target), await signUp(target)]
      const asked = await ada.client.post('/svg/generate-svg', { prompt: 'a red fox', style: 'flat' })
      need(asked, 202)
      const id = await waitForPicture(ada.client, (asked.body as { job: { id: string } }).job.id)
      const body = { reason: 'because I can' }
      const attempts = [
        ['GET', '/admin/pictures'],
        ['GET', `/admin/pictures/${id}`],
        ['POST', `/admin/pictures/${id}/hide`],
        ['POST', `/admin/pictures/${id}/show`],
        ['POST', `/admin/pictures/${id}/dismiss-reports`],
        ['DELETE', `/admin/pictures/${id}`],
      ] as const
      for (const { client } of [ada, bob])
        for (const [method, path] of attempts) {
          const answer = await client.send(method, path, { ...(method !== 'GET' && { body }) })
          hold(answer.status === 404, `${method} ${path} got ${answer.status}`)
        }
      const { status } = await target.visitor().get(`/svg/${id}`)
      hold(status === 200, `the picture got ${status}`)
      return `404 for all ${attempts.length}, and the picture is there`
    },
  },
  {
    row: 'R35',
    name: 'flooding the list of reports, and writing terminal control sequences into it',
    async play(target) {
      const { client } = await signUp(target)
      const asked = await client.post('/svg/generate-svg', { prompt: 'a blue whale', style: 'flat' })
      need(asked, 202)
      const id = await waitForPicture(client, (asked.body as { job: { id: string } }).job.id)
      const visitor = target.visitor()
      const refused = await visitor.post(`/gallery/${id}/report`, {
        reason: 'other',
        text: '\u001b]0;owned\u0007',
      })
      need(refused, 400)
      const statuses: number[] = []
      for (let attempt = 0; attempt < reportsMax; attempt += 1)
        statuses.push((await visitor.post(`/gallery/${id}/report`, { reason: 'other' })).status)
      hold(statuses.includes(429), `${reportsMax} reports and no limit`)
      const forged = await visitor.send('POST', `/gallery/${id}/report`, {
        body: { reason: 'other' },
        csrf: false,
      })
      hold(forged.status === 403 || forged.status === 429, `without a token it got ${forged.status}`)
      return `400 for control characters, 429 after ${statuses.indexOf(429)} reports`
    },
  },
]

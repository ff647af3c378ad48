import { type Attack, hold, isSignedIn, signUp } from '../attack.ts'

export const crossSiteAttacks: Attack[] = [
  {
    row: 'R18',
    name: 'a write without a CSRF token, with an invented one, and with one that another key signed',
    async play(target) {
      const { client } = await signUp(target)
      const [value] = (client.cookies.get('csrf-token') ?? '').split('.')
      for (const [cookie, header] of [
        [client.cookies.get('csrf-token'), undefined],
        ['planted', 'planted'],
        [`${value}.${'A'.repeat(43)}`, `${value}.${'A'.repeat(43)}`],
      ]) {
        const tab = client.fork()
        tab.cookies.set('csrf-token', cookie ?? '')
        const headers: Record<string, string> = header === undefined ? {} : { 'x-csrf-token': header }
        for (const path of ['/auth/logout', '/auth/login', '/auth/refresh', '/auth/register']) {
          const answer = await tab.send('POST', path, { csrf: false, body: {}, headers })
          hold(answer.status === 403, `${path} got ${answer.status}`)
        }
      }
      hold(await isSignedIn(client), 'the session was changed')
      return '403 for each'
    },
  },
  {
    row: 'R19',
    name: 'a write from a page of another origin that has obtained a valid token',
    async play(target) {
      const { client } = await signUp(target)
      for (const origin of ['https://evil.test', 'null', `${target.url}.evil.test`]) {
        const answer = await client.post('/auth/logout', {}, { origin })
        hold(answer.status === 403, `origin ${origin} got ${answer.status}`)
      }
      const answer = await client.post('/auth/logout', {}, { 'sec-fetch-site': 'cross-site' })
      hold(answer.status === 403, `Sec-Fetch-Site: cross-site got ${answer.status}`)
      return '403 by Origin and by Sec-Fetch-Site'
    },
  },
  {
    row: 'R20',
    name: 'a write that a form of another site can send: GET, and other content types',
    async play(target) {
      const { client } = await signUp(target)
      for (const path of ['/auth/logout', '/auth/sessions/1', '/auth/verify-email']) {
        const answer = await client.get(path)
        hold(answer.status === 404, `GET ${path} got ${answer.status}`)
      }
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ]) {
        const headers = { 'content-type': type }
        const answer = await client.send('POST', '/auth/login', {
          rawBody: '{"email":"a@example.com","password":"x"}',
          headers,
        })
        hold(answer.status === 415, `${type} got ${answer.status}`)
      }
      hold(await isSignedIn(client), 'the session was changed')
      return '404 and 415'
    },
  },
  {
    row: 'R21',
    name: 'reading with credentials from another origin',
    async play(target) {
      for (const origin of ['https://evil.test', 'null', 'http://localhost.evil.test']) {
        const { headers } = await target.visitor().get('/health', { origin })
        hold(headers.get('access-control-allow-origin') === null, `${origin} was allowed`)
      }
      return 'no CORS headers'
    },
  },
]

/**
 * Draws one picture through a running service, as a person would: node deploy/smoke.mjs <url of the API>.
 * Ends with 0 when the picture came back as SVG and as PNG. It leaves an account behind, so it is for test
 * systems.
 */
const [base] = process.argv.slice(2)
if (!base) {
  process.stderr.write('usage: node deploy/smoke.mjs <url>\n')
  process.exit(64)
}
const waitSeconds = 30
const cookies = new Map()
let csrf = ''

async function ask(path, { body, headers = {}, status }) {
  const response = await fetch(new URL(path, base), {
    method: body ? 'POST' : 'GET',
    headers: {
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(body && { 'content-type': 'application/json', 'x-csrf-token': csrf }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  })
  for (const cookie of response.headers.getSetCookie()) {
    const [pair] = cookie.split(';')
    const at = pair.indexOf('=')
    cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
  if (response.status !== status)
    throw new Error(`${path} answers ${response.status}, not ${status}: ${await response.text()}`)
  return response
}

csrf = (await (await ask('/api/csrf', { status: 200 })).json()).csrfToken
await ask('/api/auth/register', {
  body: {
    name: 'Smoke',
    email: `smoke-${Date.now()}@example.com`,
    password: 'a long walk by the sea',
    agreedToTerms: true,
  },
  status: 201,
})
const accepted = await ask('/api/svg/generate-svg', {
  body: { prompt: 'a lighthouse by the sea at sunset', style: 'gradient', model: 'composer' },
  headers: { 'idempotency-key': `smoke-${Date.now()}`, prefer: `wait=${waitSeconds}` },
  status: 200,
})
const { job } = await accepted.json()
if (job.status !== 'SUCCEEDED') throw new Error(`the job is ${job.status}: ${JSON.stringify(job)}`)
const svg = await (await ask(`/api/svg/${job.generationId}/file.svg`, { status: 200 })).text()
if (!/^<svg[\s\S]+<\/svg>\s*$/.test(svg)) throw new Error(`not an SVG: ${svg.slice(0, 200)}`)
const png = Buffer.from(await (await ask(`/api/svg/${job.generationId}/file.png?size=256`, { status: 200 })).arrayBuffer())
if (png.subarray(1, 4).toString('latin1') !== 'PNG') throw new Error('not a PNG')
process.stdout.write(`drawn: ${svg.length} bytes of SVG, ${png.length} bytes of PNG\n`)

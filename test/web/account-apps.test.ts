import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { callWithKey } from '../harness/api-key.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keep, keepForSuite } from '../harness/keep.ts'
import {
  createAuthorization,
  createProgram,
  exchangeCode,
  registerProgram,
} from '../harness/oauth-program.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'

const served = keepForSuite(await startWebApp())
/** At the address that the service has for itself, because cookies belong to a host. */
const webApp = { ...served, url: served.url.replace('127.0.0.1', 'localhost') }

/** A program on the user's computer that waits for the browser. */
async function startProgram() {
  const server = createServer((req, res) => {
    returned.push(new URL(req.url ?? '/', 'http://127.0.0.1'))
    res.setHeader('content-type', 'text/html').end('<title>Back in the program</title>')
  }).listen(0, '127.0.0.1')
  const returned: URL[] = []
  await once(server, 'listening')
  keep({
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
  const { port } = server.address() as AddressInfo
  const program = await createProgram(webApp.url, `http://127.0.0.1:${port}/callback`)
  return { program, returned }
}

describe.runIf(canRunBrowser())('apps in a browser', () => {
  it('are allowed after the sign-in, use the account, and are disconnected', async () => {
    const { email } = await webApp.signUp()
    const { program, returned } = await startProgram()
    const authorization = createAuthorization(webApp.url, program, { scope: 'pictures:read account:read' })
    const { page, faults } = await openWebApp(webApp, { path: authorization.address })
    await page.waitForURL(/\/signin\?next=/)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(testPassword)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Connect Test program?' }).waitFor()
    await page.getByText('See your pictures').waitFor()
    await page.locator('#main').getByText(email).waitFor()
    await page.getByText('a program on this computer').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.waitForURL(/\/callback\?/)
    const [back] = returned
    expect(back?.searchParams.get('state')).toBe(authorization.state)
    const { body } = await exchangeCode(webApp.url, program, {
      code: back?.searchParams.get('code') ?? '',
      verifier: authorization.verifier,
    })
    const use = async () => (await callWithKey(webApp.url, body.access_token, 'GET', '/user/profile')).status
    expect(await use()).toBe(200)

    await page.goto('/account')
    const section = page.getByRole('region', { name: 'Connected apps' })
    await section.getByText('See your pictures · See your profile and credits').waitFor()
    await expectAccessible(page)
    await section.getByRole('button', { name: 'Disconnect Test program' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect it' }).click()
    await section.getByText('No app is connected.').waitFor()
    expect(await use()).toBe(401)
    expect(faults.filter((fault) => !fault.includes('/callback?') && !fault.includes('/favicon'))).toEqual([])
  })

  it('are refused', async () => {
    const { client } = await webApp.signUp()
    const { program, returned } = await startProgram()
    const { address } = createAuthorization(webApp.url, program)
    const { page } = await openWebApp(webApp, { path: address, as: client })
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.waitForURL(/\/callback\?/)
    expect(returned[0]?.searchParams.get('error')).toBe('access_denied')
  })

  it('are shown with a warning when the answer goes to another host than their own', async () => {
    const { client } = await webApp.signUp()
    const { body } = await registerProgram(webApp.url, {
      ...{ client_name: '<b>Bank</b>', client_uri: 'https://bank.example/' },
      redirect_uris: ['https://evil.example/callback'],
    })
    const program = { clientId: String(body.client_id), redirectUri: 'https://evil.example/callback' }
    const { address } = createAuthorization(webApp.url, program)
    const { page, faults } = await openWebApp(webApp, { path: address, as: client })
    await page.getByRole('heading', { name: 'Connect <b>Bank</b>?' }).waitFor()
    await page.getByRole('alert').getByText('evil.example is not bank.example').waitFor()
    await page.getByText('Nobody has checked that').waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it('that make a mistake are shown as such, and no page of another site can frame the question', async () => {
    const { client } = await webApp.signUp()
    const { program } = await startProgram()
    const { address } = createAuthorization(webApp.url, program, { redirect_uri: 'https://evil.example/' })
    const { page, faults } = await openWebApp(webApp, { path: address, as: client })
    await page.getByText('did not say correctly who it is').waitFor()
    await expectAccessible(page)
    const answer = await fetch(`${webApp.url}/oauth/consent?request=x`)
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(faults).toEqual([])
  })

  it('of devices are connected by their code', async () => {
    const { client } = await webApp.signUp()
    const body = new URLSearchParams({ client_id: 'chatsvg-cli', scope: 'pictures:read' })
    const asked = await fetch(`${webApp.url}/oauth/device_authorization`, { method: 'POST', body })
    const { user_code: userCode } = (await asked.json()) as { user_code: string }
    const { page, faults } = await openWebApp(webApp, { path: '/oauth/device', as: client })
    await page.getByLabel('Code').waitFor()
    await expectAccessible(page)
    await page.getByLabel('Code').fill(userCode)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Connect chatSVG command line?' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Allow' }).click()
    await page.getByRole('heading', { name: 'The device is connected' }).waitFor()
    expect((await client.get('/user/apps')).body).toMatchObject({ apps: [{ name: 'chatSVG command line' }] })
    expect(faults).toEqual([])
  })
})

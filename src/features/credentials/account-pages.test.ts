import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../test/harness/api.ts'
import { canRunBrowser, openPage } from '../../../test/harness/browser.ts'
import { testPassword } from '../../../test/harness/client.ts'
import { linkOf, type Mailbox, startMailbox } from '../../../test/harness/mail-servers.ts'

let mailbox: Mailbox
let api: TestApi

beforeAll(async () => {
  mailbox = await startMailbox()
  api = await startTestApi({ SMTP_URL: mailbox.url }, { worker: true })
})
afterAll(async () => {
  await api?.[Symbol.asyncDispose]()
  await mailbox[Symbol.asyncDispose]()
})

const newPassword = 'an evening in the hills'

it('the pages run no script but their own, stay out of frames, and tell nobody the token', async () => {
  for (const path of ['/verify-email?token=secret', '/reset-password?token=secret']) {
    const answer = await fetch(`${api.url}${path}`)
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; .*frame-ancestors 'none'$/,
    )
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).not.toContain('secret')
  }
})

it('links lead to the front end that is configured', async () => {
  const frontend = await startTestApi(
    { SMTP_URL: mailbox.url, FRONTEND_URL: 'https://studio.example.com,https://other.example.com' },
    { worker: true },
  )
  const { email } = await frontend.client().register()
  const letter = await mailbox.waitForLetter(email, /Confirm/)
  expect(linkOf(letter)).toMatch(/^https:\/\/studio\.example\.com\/verify-email\?token=[\w-]{43}$/)
  await frontend[Symbol.asyncDispose]()
})

describe.runIf(canRunBrowser())('in a browser', () => {
  it('the link of a new account asks who is not signed in to sign in, and then confirms the address', async () => {
    const client = api.client()
    const { email } = await client.register()
    const link = linkOf(await mailbox.waitForLetter(email, /Confirm/), /verify-email/)
    const { page, faults } = await openPage()
    await page.goto(link)
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in and confirm' }).click()
    await page.getByText('Invalid credentials').waitFor()
    await page.getByLabel('Password').fill(testPassword)
    await page.getByRole('button', { name: 'Sign in and confirm' }).click()
    await page.getByText('Thank you, your address is confirmed.').waitFor()
    expect(page.url()).not.toContain('token')
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { emailVerified: true } })
    // The browser itself notes each answer above 400.
    expect(faults.filter((fault) => !/status of 401/.test(fault))).toEqual([])

    await page.goto(link)
    await page.getByText('This link is not valid any more').waitFor()
  })

  it('the link of a forgotten password sets a new one, says what is wrong with a weak one, and is then over', async () => {
    const { email } = await api.client().register()
    await api.client().post('/auth/forgot-password', { email })
    const link = linkOf(await mailbox.waitForLetter(email, /Reset/), /reset-password/)
    const { page } = await openPage()
    await page.goto(link)
    expect(page.url()).not.toContain('token')
    const [field, button] = [
      page.getByLabel('New password'),
      page.getByRole('button', { name: 'Set this password' }),
    ]
    await field.fill('Password123')
    await button.click()
    await page.getByText('Password is too common').waitFor()
    await field.fill(newPassword)
    await button.click()
    await page.getByText('Password has been reset successfully. Please log in again.').waitFor()
    expect(await button.isVisible()).toBe(false)
    expect((await api.client().post('/auth/login', { email, password: newPassword })).status).toBe(200)

    await page.goto(link)
    await field.fill(newPassword)
    await button.click()
    await page.getByText('This link is not valid any more').waitFor()
  })
})

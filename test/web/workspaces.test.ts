import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ApiDocument } from '../../apps/server/src/platform/openapi/index.ts'
import { isForAccount } from '../../apps/web/src/api/acting.ts'
import { signUpAdministrator } from '../harness/administrator.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { type Client, testPassword } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { createGate } from '../harness/scripted-model.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import {
  addMember,
  grantCredits,
  invite,
  inWorkspace,
  makeWorkspace,
  membersOf,
  signUpVerified,
  tokenFor,
} from '../harness/workspace.ts'
import { button, drawPicture, panel, stage } from './editor-page.ts'
import { ask, begun, credits, ended, picture, prompt, sentence } from './make-page.ts'

const name = 'Lighthouse Studio'
const webApp = keepForSuite(await startWebApp())

const grant = (userId: string, amount: number) => grantCredits(webApp, userId, amount)

async function signUpNamed(name: string) {
  const user = await signUpVerified(webApp)
  await user.client.send('PATCH', '/user/profile', { body: { name } })
  return { ...user, name }
}

async function actIn(page: Page, account: string): Promise<void> {
  await page.getByRole('button', { name: 'You', exact: true }).click()
  await page.getByRole('menuitemradio', { name: account }).click()
}

const bar = (page: Page) => page.getByRole('region', { name: 'In whose name you act' })

it('the web app names the workspace in the calls that can be made in one, and in no others', async () => {
  const { paths } = (await webApp.client().get('/openapi.json')).body as ApiDocument
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      hasRole: operation['x-workspace-role'] !== undefined,
      isPublic: operation.security?.length === 0,
    })),
  )
  const wrong = operations.filter((one) => !one.isPublic && isForAccount(one.name) !== one.hasRole)
  expect(operations.length).toBeGreaterThan(100)
  expect(wrong).toEqual([])
})

describe.runIf(canRunBrowser())('a workspace in a browser', () => {
  it('is made, shared, drawn in and seen by another, up to a limit, and left when access ends', async () => {
    const [ada, bob] = [await signUpNamed('Ada'), await signUpNamed('Bob')]
    const { page: adas, faults: adasFaults } = await openWebApp(webApp, {
      path: '/workspaces',
      as: ada.client,
    })
    await adas.getByRole('button', { name: 'New workspace' }).click()
    await adas.getByLabel('Name').fill(name)
    await adas.getByRole('button', { name: 'Make it' }).click()
    await adas.getByRole('heading', { name, level: 1 }).waitFor()
    const id = adas.url().split('/').at(-1) ?? ''
    await grant(id, 20)

    await adas.getByRole('button', { name: 'Invite somebody' }).click()
    const inviting = adas.getByRole('dialog', { name: 'Invite somebody' })
    await inviting.getByLabel('Email address').fill(bob.email)
    await inviting.getByLabel('Credits a month').fill('1')
    await expectAccessible(adas)
    await inviting.getByRole('button', { name: 'Send the invitation' }).click()
    await adas.getByRole('button', { name: `More about the invitation of ${bob.email}` }).waitFor()
    const token = await tokenFor(webApp, bob.email)

    // Whoever has another address is told what to do.
    await adas.goto(`/join?token=${token}`)
    await adas.getByText(`The invitation is for ${bob.email}`).waitFor()
    expect(adas.url()).toBe(`${webApp.url}/join`)
    await adas.goto('/')

    const {
      page: bobs,
      faults: bobsFaults,
      openTab,
    } = await openWebApp(webApp, { path: `/join?token=${token}` })
    await bobs.getByRole('heading', { name: 'An invitation to a workspace' }).waitFor()
    expect(bobs.url()).toBe(`${webApp.url}/join`)
    await bobs.getByLabel('E-mail').fill(bob.email)
    await bobs.getByLabel('Password', { exact: true }).fill(testPassword)
    await bobs.keyboard.press('Enter')
    await bobs.getByText(`${ada.name} invites you to ${name}, as member.`).waitFor()
    await expectAccessible(bobs)
    await bobs.getByRole('button', { name: 'Join the workspace' }).click()
    await bobs.getByRole('button', { name: `Act in ${name}` }).click()
    await bar(bobs).getByText(`You act in ${name} · Member`).waitFor()
    await expect.poll(() => credits(bobs).innerText()).toMatch(/^20\b/)

    // Ada looks at the history of the workspace while Bob draws.
    await actIn(adas, name)
    await bar(adas).getByText('Owner').waitFor()
    await adas.getByRole('link', { name: 'History' }).click()
    const finish = createGate()
    webApp.model.respondWith({ kind: 'stream', steps: [begun, finish.opened, ended] })
    await ask(bobs)
    await picture(bobs).locator('circle').waitFor()
    await adas.getByRole('region', { name: 'Being drawn' }).getByText(`${bob.name} · `).waitFor()
    finish.open()
    await bobs.getByRole('button', { name: 'Download' }).waitFor()
    const drawn = adas.getByRole('grid', { name: 'History' }).getByRole('link', { name: sentence })
    await drawn.waitFor()
    expect(await drawn.innerText()).toContain(bob.name)
    await expect.poll(() => credits(adas).innerText()).toMatch(/^19\b/)
    await adas.getByLabel('Asked by').selectOption({ label: ada.name })
    await adas.getByText('None of its pictures match.').waitFor()
    await adas.getByRole('button', { name: 'Show all pictures' }).click()
    await drawn.waitFor()

    // The second picture is more than Bob's limit.
    await ask(bobs, 'a second one')
    await bobs.getByText(`You have used your 1 credit of this month in ${name}.`).waitFor()
    await expectAccessible(bobs)

    // Another tab of Bob acts as himself, and switching needs no reload.
    const other = await openTab('/history')
    await other.getByRole('link', { name: sentence }).waitFor()
    await actIn(other, 'Personal')
    await other.getByRole('heading', { name: 'You have drawn nothing yet' }).waitFor()
    await expect.poll(() => credits(other).innerText()).toMatch(/^10\b/)
    await bar(bobs).waitFor()
    await other.close()

    await bar(adas).getByRole('link', { name }).click()
    await adas.getByRole('button', { name: `More about ${bob.name}` }).click()
    await adas.getByRole('menuitem', { name: 'Role and limit' }).click()
    const changing = adas.getByRole('dialog', { name: bob.name })
    await changing.getByRole('radio', { name: 'Viewer' }).check({ force: true })
    await changing.getByLabel('Credits a month').fill('')
    await changing.getByRole('button', { name: 'Save' }).click()
    await adas.getByText('Viewer ·').waitFor()
    await expectAccessible(adas)
    // Bob learns it without doing anything.
    await bobs.getByText(`You are a viewer of ${name}`).waitFor()
    expect(await prompt(bobs).count()).toBe(0)
    await bobs.getByRole('link', { name: 'History' }).click()
    await bobs.getByRole('link', { name: sentence }).click()
    await bobs.getByRole('button', { name: 'Download' }).waitFor()
    for (const verb of ['Change', 'Draw this again', 'Delete'])
      expect(await bobs.getByText(verb, { exact: true }).count()).toBe(0)
    await expectAccessible(bobs)

    await adas.getByRole('button', { name: `More about ${bob.name}` }).click()
    await adas.getByRole('menuitem', { name: 'Remove' }).click()
    await adas.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await bobs.getByText(`You can no longer act in ${name}.`).waitFor()
    await expect.poll(() => credits(bobs).innerText()).toMatch(/^10\b/)
    await bobs.getByRole('link', { name: 'Make', exact: true }).click()
    // What he wrote in the workspace is kept.
    expect(await prompt(bobs).inputValue()).toBe('a second one')
    await bobs.getByRole('button', { name: 'Close' }).click()
    await bar(bobs).waitFor({ state: 'detached' })

    expect(withoutStatuses(adasFaults, 404)).toEqual([])
    expect(withoutStatuses(bobsFaults, 402, 403, 404)).toEqual([])
  })

  it('shares palettes: one that a member keeps is offered to the others, and not in the own account', async () => {
    const owner = await signUpVerified(webApp)
    const { id } = await makeWorkspace(owner.client, name)
    await grant(id, 5)
    const member = await addMember(webApp, owner, id, { role: 'member' })
    const { id: drawn } = await drawPicture(webApp, inWorkspace(owner.client, id))
    const openIn = async (client: Client) => {
      const opened = await openWebApp(webApp, { path: `/workspaces/${id}`, as: client })
      await opened.page.getByRole('button', { name: 'Act in this workspace' }).click()
      await bar(opened.page).waitFor()
      await opened.page.goto(`/picture/${drawn}/edit`)
      await stage(opened.page).getByRole('img', { name: 'a house' }).waitFor()
      return opened
    }
    const { page: members, faults: membersFaults } = await openIn(member.client)
    await button(members, 'Keep these colours').click()
    await members.getByText(`These colours are kept for all of ${name}`).waitFor()
    await expect
      .poll(async () => (await inWorkspace(owner.client, id).get('/palettes')).body)
      .toMatchObject({ palettes: [{ colors: expect.arrayContaining(['#b5341d']) }] })
    const { page: owners, faults: ownersFaults } = await openIn(owner.client)
    await button(owners, 'Kept colours').click()
    const kept = panel(owners, 'Kept colours')
    await kept.getByRole('button', { name: /^Preview .*#b5341d/ }).waitFor()
    await kept.getByRole('button', { name: 'Remove these colours' }).click()
    await kept.getByText('Keep the colours of a picture').waitFor()
    await expect
      .poll(async () => (await inWorkspace(member.client, id).get('/palettes')).body)
      .toEqual({ palettes: [] })
    expect((await member.client.get('/palettes')).body).toEqual({ palettes: [] })
    expect([...membersFaults, ...ownersFaults]).toEqual([])
  })

  it('is joined by a new user, who becomes an admin, sends and withdraws invitations, and leaves when it is suspended', async () => {
    const owner = await signUpVerified(webApp)
    const { id } = await makeWorkspace(owner.client, name)
    const email = `${crypto.randomUUID()}@example.com`
    const { token } = await invite(webApp, owner.client, id, email, { role: 'viewer' })
    const { page, faults } = await openWebApp(webApp, { path: `/join?token=${token}` })
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Name').fill('Grace')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(testPassword)
    await page.getByLabel(/I accept/).check({ force: true })
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('button', { name: 'Join the workspace' }).click()
    await page.getByText('Confirm your address first').waitFor()
    await webApp.database.pool.query('update users set email_verified_at = now() where email = $1', [email])
    await page.getByRole('button', { name: 'Join the workspace' }).click()
    await page.getByRole('button', { name: `Act in ${name}` }).click()
    await bar(page).getByText('Viewer').waitFor()
    await bar(page).getByRole('link', { name }).click()
    await page.getByRole('heading', { name: 'You are viewer' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Invitations' }).count()).toBe(0)

    // The page shows what the new role may do when the event arrives.
    const memberId = (await membersOf(owner.client, id)).find((one) => one.email === email)?.id
    const path = `/workspaces/${id}/members/${memberId}`
    expect((await owner.client.patch(path, { role: 'admin', monthlyCredits: 7 })).status).toBe(200)
    await page.getByRole('heading', { name: 'You are admin' }).waitFor()
    await bar(page).getByText('Admin').waitFor()
    await page.getByText('0 of 7 credits this month').waitFor()

    const invited = `${crypto.randomUUID()}@example.com`
    const first = await invite(webApp, owner.client, id, invited, { role: 'member' })
    await page.reload()
    const more = page.getByRole('button', { name: `More about the invitation of ${invited}` })
    await more.click()
    await page.getByRole('menuitem', { name: 'Send it again' }).click()
    await page.getByText(`The invitation is sent to ${invited} again.`).waitFor()
    expect(await tokenFor(webApp, invited)).not.toBe(first.token)
    await more.click()
    await page.getByRole('menuitem', { name: 'Withdraw it' }).click()
    await page.getByText(`The invitation of ${invited} is withdrawn.`).waitFor()
    await more.waitFor({ state: 'detached' })

    const { client: administrator } = await signUpAdministrator(webApp)
    await administrator.post(`/admin/users/${id}/suspend`, { reason: 'a test' })
    await page.getByText(`You can no longer act in ${name}.`).waitFor()
    await page.reload()
    await page.getByText('An administrator has suspended this workspace.').waitFor()
    for (const gone of ['Act in this workspace', 'Invite somebody'])
      expect(await page.getByRole('button', { name: gone }).count()).toBe(0)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Leave the workspace' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Leave it' }).click()
    await page.getByText(`You have left ${name}.`).waitFor()
    expect((await membersOf(owner.client, id)).map(({ role }) => role)).toEqual(['owner'])
    expect(withoutStatuses(faults, 403, 404)).toEqual([])
  })

  it('fits narrow and wide windows; its owner sees keys and webhooks of it, and deletes it by its name', async () => {
    const owner = await signUpVerified(webApp)
    const { id } = await makeWorkspace(owner.client, name)
    await grant(id, 5)
    await addMember(webApp, owner, id, { role: 'viewer' })
    const { page, faults } = await openWebApp(webApp, {
      path: `/workspaces/${id}`,
      width: 320,
      as: owner.client,
    })
    await page.getByRole('button', { name: 'Act in this workspace' }).click()
    await bar(page).waitFor()
    for (const [path, shown] of [
      [`/workspaces/${id}`, 'Invitations'],
      ['/workspaces', 'Yours'],
      ['/account', 'API keys'],
      ['/billing', 'History'],
      ['/', 'What would you like to draw?'],
    ] as const) {
      await page.goto(path)
      await page.getByRole('heading', { name: shown }).waitFor()
      await bar(page).waitFor()
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    }
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.goto('/account#webhooks')
    await page.getByRole('button', { name: 'Make a webhook' }).waitFor()
    expect(await page.getByRole('heading', { name: 'Devices' }).count()).toBe(0)

    await page.goto(`/workspaces/${id}`)
    await page.getByRole('button', { name: 'Delete the workspace' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('its 5 credits: nothing is paid back').waitFor()
    await dialog.getByLabel(`Type ${name} to confirm`).fill(name)
    await dialog.getByLabel('Your password').fill(testPassword)
    await dialog.getByRole('button', { name: 'Delete everything' }).click()
    await page.getByText(`${name} is deleted, and with it 5 credits.`).waitFor()
    await bar(page).waitFor({ state: 'detached' })
    // The page asked again when the deletion ended its socket.
    expect(withoutStatuses(faults, 404)).toEqual([])
  })
})

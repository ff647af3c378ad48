import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../harness/administrator.ts'
import { callWithKey, makeKey } from '../harness/api-key.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { connectApp } from '../harness/oauth-program.ts'
import { waitFor } from '../harness/wait.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import { hangPictures } from './gallery-seed.ts'

const webApp = keepForSuite(await startWebApp())

const picture = { prompt: 'a lighthouse by the sea', style: 'flat' }

async function openAdmin(path: string, options: { width?: number; colorScheme?: 'light' | 'dark' } = {}) {
  const admin = await signUpAdministrator(webApp)
  const opened = await openWebApp(webApp, { path, as: admin.client, ...options })
  return { ...opened, admin }
}

describe.runIf(canRunBrowser())('the administration', () => {
  it('is not visible to other users, and they load none of it', async () => {
    const { client } = await webApp.signUp()
    for (const options of [{ as: client }, {}]) {
      const { page, faults } = await openWebApp(webApp, { path: '/admin', ...options })
      await page.getByRole('heading', { name: 'Page not found' }).waitFor()
      expect(await page.getByText('Users').count()).toBe(0)
      expect(faults).toEqual([])
      const loaded: string[] = []
      page.on('request', (request) => loaded.push(request.url()))
      await page.goto('/')
      await page.waitForLoadState('networkidle')
      expect(loaded.filter((url) => /admin/.test(url))).toEqual([])
    }
  })

  it('finds a user, gives credits once, suspends and restores; each with a reason, which is recorded', async () => {
    const { client, email } = await webApp.signUp()
    const { page, faults } = await openAdmin('/admin')
    await page.getByRole('searchbox').fill(email.slice(0, 12))
    // The complete list also contains it, and is replaced by the results.
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    await page.getByRole('link', { name: email }).click()
    await page.getByRole('heading', { name: email }).waitFor()
    await page.getByRole('button', { name: 'Add or remove credits' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('How many').fill('-11')
    await dialog.getByText('This user has only 10.').waitFor()
    await dialog.getByLabel('How many').fill('25')
    await expectAccessible(page)
    expect(await dialog.getByRole('button', { name: 'Give 25' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Reason').fill('won the competition')
    await dialog.getByRole('button', { name: 'Give 25' }).click()
    await page.getByText('won the competition').waitFor()
    expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: 35 })

    await page.getByRole('button', { name: 'Suspend' }).click()
    await dialog.getByLabel('Reason').fill('sells our pictures')
    await dialog.getByRole('button', { name: 'Suspend' }).click()
    await page.getByText('nobody can sign in to this account').waitFor()
    expect((await client.get('/auth/current-user')).status).toBe(401)
    const { page: theirs } = await openWebApp(webApp, { path: '/signin' })
    await theirs.getByLabel('E-mail').fill(email)
    await theirs.getByLabel('Password', { exact: true }).fill(testPassword)
    await theirs.keyboard.press('Enter')
    await theirs
      .getByRole('alert')
      .getByText(/suspended/)
      .waitFor()
    await page.getByRole('button', { name: 'Restore' }).click()
    await dialog.getByLabel('Reason').fill('was a mistake')
    await dialog.getByRole('button', { name: 'Restore' }).click()
    await page.getByText('nobody can sign in to this account').waitFor({ state: 'detached' })

    await page.getByRole('link', { name: 'Administrative actions' }).click()
    await page.getByRole('heading', { name: 'Acts' }).waitFor()
    for (const reason of ['won the competition', 'sells our pictures', 'was a mistake'])
      await page.getByRole('cell', { name: reason }).waitFor()
    expect(await findLedgerViolations(webApp.database.pool)).toEqual([])
    expect(faults).toEqual([])
  })

  it('shows the keys and apps of a user, and ends each with a reason', async () => {
    const { client, id } = await webApp.signUp()
    const { key } = await makeKey(client)
    const app = await connectApp(client)
    const { page, faults } = await openAdmin(`/admin/users/${id}`)
    const section = page.getByRole('region', { name: 'API keys and apps' })
    await section.getByText('API key', { exact: true }).waitFor()
    const dialog = page.getByRole('dialog')
    for (const [name, token] of [
      ['Test program', app.body.access_token],
      ['Program', key],
    ] as const) {
      const use = async () => (await callWithKey(webApp.url, token, 'GET', '/user/profile')).status
      expect(await use()).toBe(200)
      await section.getByRole('button', { name: `Revoke ${name}`, exact: true }).click()
      await dialog.getByLabel('Reason').fill('it leaked')
      await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Revoke' }).click()
      await page.getByText(`${name} can no longer use the account.`, { exact: true }).waitFor()
      expect(await use()).toBe(401)
    }
    await page.getByText('No key and no app can use this account.').waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it('pauses the queue, cancels waiting jobs after a confirmation, and resumes', async () => {
    const { client } = await webApp.signUp()
    const { page } = await openAdmin('/admin/queue')
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Pause' }).click()
    await dialog.getByLabel('Reason').fill('a new disk')
    await dialog.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('a new disk').waitFor()
    await client.post('/svg/generate-svg', { ...picture, count: 2 })
    await page.getByRole('button', { name: 'Cancel all waiting jobs' }).click()
    await dialog.getByText('cancelled and refunded').waitFor()
    await dialog.getByLabel('Reason').fill('nobody waits for them')
    await dialog.getByRole('button', { name: 'Cancel them all' }).click()
    await waitFor('the credits to be back', async () => {
      const { credits } = (await client.get('/auth/current-user')).body as { credits: number }
      return credits === 10
    })
    await page.getByRole('button', { name: 'Resume' }).click()
    await dialog.getByLabel('Reason').fill('the disk is in')
    await dialog.getByRole('button', { name: 'Resume' }).click()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    expect(await findLedgerViolations(webApp.database.pool)).toEqual([])
  })

  it('finds a job by its id, cancels it, and retries it at no cost', async () => {
    const { client } = await webApp.signUp()
    const asked = webApp.model.requests.length
    webApp.model.respondWith({ kind: 'hang' })
    const { job } = (await client.post('/svg/generate-svg', picture)).body as { job: { id: string } }
    await webApp.model.received(asked + 1)
    const { page, faults } = await openAdmin('/admin/jobs')
    await page.getByRole('searchbox').fill(job.id)
    await page.getByRole('heading', { name: picture.prompt }).waitFor()
    const dialog = page.getByRole('dialog')
    await page.getByRole('button', { name: 'Cancel', exact: true }).click()
    await dialog.getByLabel('Reason').fill('asked for by letter')
    await dialog.getByRole('button', { name: 'Cancel the job' }).click()
    await page.getByText('FAILED, CANCELLED').waitFor()
    await page.getByRole('button', { name: 'Retry at no cost' }).click()
    await dialog.getByLabel('Reason').fill('our fault')
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('A new job was created.').waitFor()
    await waitFor('the picture', async () => {
      const { generations } = (await client.get('/svg/history')).body as { generations: unknown[] }
      return generations.length === 1
    })
    expect((await client.get('/auth/current-user')).body).toMatchObject({ credits: 10 })
    expect(await findLedgerViolations(webApp.database.pool)).toEqual([])
    expect(withoutStatuses(faults, 404)).toEqual([])
  })

  it('hides a picture that a visitor reports, and its owner reads why', async () => {
    const { client: owner, id: userId } = await webApp.signUp()
    const [id = ''] = await hangPictures(webApp, { userId, count: 1, prompt: 'a house with its number' })
    const { page: theirs, faults: visitorFaults } = await openWebApp(webApp, { path: `/picture/${id}` })
    await theirs.getByRole('button', { name: 'More', exact: true }).click()
    await theirs.getByRole('menuitem', { name: 'Report' }).click()
    const form = theirs.getByRole('dialog')
    await form.getByLabel('What is wrong').selectOption('personal')
    await form.getByLabel('In your words').fill('It is <b>my</b> house.')
    await expectAccessible(theirs)
    await form.getByRole('button', { name: 'Report' }).click()
    await theirs.getByText('An administrator will look at it').waitFor()

    const { page, faults } = await openAdmin('/admin/reports')
    await page.getByRole('link', { name: /a house with its number/ }).click()
    await page.getByRole('cell', { name: 'It is <b>my</b> house.' }).waitFor()
    await page.getByRole('img', { name: /a house with its number/ }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Hide' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('shows where somebody lives')
    await dialog.getByRole('button', { name: 'Hide' }).click()
    await page.getByText(/Hidden since .*: shows where somebody lives/).waitFor()

    await theirs.reload()
    await theirs.getByRole('heading', { name: 'Picture not found' }).waitFor()
    const { page: own, faults: ownFaults } = await openWebApp(webApp, { path: `/picture/${id}`, as: owner })
    await own.getByText(/An administrator removed this picture.*shows where somebody lives/).waitFor()
    await own.getByRole('button', { name: 'More', exact: true }).click()
    await own.getByRole('menuitem', { name: 'Delete' }).waitFor()
    expect(await own.getByRole('menuitem', { name: /public|private|Report/ }).count()).toBe(0)
    await own.goto('/history')
    await own.getByRole('link', { name: /removed by an administrator/ }).waitFor()

    await page.getByRole('button', { name: 'Show it again' }).click()
    await dialog.getByLabel('Reason').fill('the number is gone')
    await dialog.getByRole('button', { name: 'Show' }).click()
    await page.getByText('The picture is shown again').waitFor()
    expect((await webApp.client().get(`/svg/${id}`)).status).toBe(200)
    expect([...faults, ...ownFaults, ...withoutStatuses(visitorFaults, 404)]).toEqual([])
  })

  it('hides a collection and the page of an author that a visitor reports', async () => {
    const { client: owner } = await webApp.signUp()
    const made = await owner.post('/collections', { name: 'Mean foxes', privacy: false })
    const { id } = (made.body as { collection: { id: string } }).collection
    await owner.send('PUT', '/user/author', { body: { handle: 'mean-fox', isPublic: true } })
    const { page: theirs, faults: visitorFaults } = await openWebApp(webApp, { path: `/collection/${id}` })
    const pages = [
      { path: `/collection/${id}`, api: `/collections/${id}`, name: 'Mean foxes', what: 'collection' },
      { path: '/author/mean-fox', api: '/authors/mean-fox', name: 'mean-fox', what: 'page' },
    ]
    for (const { path, what } of pages) {
      await theirs.goto(path)
      await theirs.getByRole('button', { name: 'Report' }).click()
      const form = theirs.getByRole('dialog', { name: `Report this ${what}` })
      await form.getByLabel('What is wrong').selectOption('hateful')
      await form.getByLabel('In your words').fill(`It insults <b>${what}s</b>.`)
      await expectAccessible(theirs)
      await form.getByRole('button', { name: 'Report' }).click()
      await theirs.getByText('An administrator will look at it').waitFor()
    }

    const { page, faults } = await openAdmin('/admin/pages')
    for (const { api: path, name, what } of pages) {
      const row = page.getByRole('row').filter({ hasText: name })
      await row.getByText(`hateful: It insults <b>${what}s</b>.`).waitFor()
      await expectAccessible(page)
      await row.getByRole('button', { name: 'Hide' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Reason').fill('no insults')
      await dialog.getByRole('button', { name: 'Hide' }).click()
      await row.waitFor({ state: 'detached' })
      expect((await webApp.client().get(path)).status).toBe(404)
    }
    await page.getByText('No page is reported.').waitFor()
    await page.getByRole('combobox', { name: 'Pages' }).selectOption('hidden')
    await page.getByRole('row').filter({ hasText: 'Mean foxes' }).getByText('no insults').waitFor()
    expect([...faults, ...visitorFaults]).toEqual([])
  })

  it.each(['light', 'dark'] as const)('passes axe (%s), and fits a small phone', async (colorScheme) => {
    const { page, faults } = await openAdmin('/admin', { colorScheme, width: 360 })
    const places = page.getByRole('navigation', { name: 'Administration' })
    for (const name of ['Users', 'Reports', 'Pages', 'Jobs', 'Queue', 'Models', 'Acts']) {
      await places.getByRole('link', { name }).click()
      await page.getByRole('heading', { name, level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), name).toBe(false)
    }
    expect(faults).toEqual([])
  })
})

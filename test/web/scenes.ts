import type { Page } from 'playwright-core'
import { sceneImage } from '../harness/image-forms.ts'
import { adminScenes, type Scene } from './admin-scenes.ts'

export const scenes: readonly Scene[] = [
  {
    name: 'make-first',
    path: () => '/',
    by: 'visitor',
    arrange: (page) => page.getByRole('link', { name: 'Sign in' }).waitFor(),
  },
  {
    name: 'make-begin',
    path: () => '/?prompt=a%20red%20fox%20under%20a%20tree&style=flat',
    arrange: (page) => page.getByRole('navigation', { name: 'Your latest pictures' }).waitFor(),
  },
  {
    name: 'make-drawing',
    path: () => '/?prompt=three%20blue%20boats%20on%20a%20calm%20lake&style=line-art',
    async arrange(page) {
      // Waits for its connection, because otherwise the only preview would be missed.
      await page.waitForLoadState('networkidle')
      await page.getByLabel('Model').selectOption('llama-3.3-70b')
      await page.getByRole('button', { name: /^Draw/ }).click()
      await page.getByText('Drawing', { exact: true }).waitFor()
      await page.locator('[aria-label="The picture"] [role=img]').waitFor()
    },
    leave: (page) => page.getByRole('button', { name: 'Stop' }).click(),
  },
  {
    name: 'make-picture',
    path: () => '/',
    async arrange(page) {
      await page.getByRole('navigation', { name: 'Your latest pictures' }).getByRole('button').first().click()
      await page.getByRole('button', { name: /more like this/ }).waitFor()
    },
  },
  {
    name: 'make-code',
    path: () => '/',
    async arrange(page) {
      await page.getByRole('navigation', { name: 'Your latest pictures' }).getByRole('button').first().click()
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Show the code' }).click()
      await page.getByText('viewBox').waitFor()
    },
  },
  {
    name: 'make-set',
    path: () => '/set',
    async arrange(page) {
      await page.getByLabel(/One picture on each line/).fill('a house\na bell\nan envelope\na gear\na heart')
      await page.getByRole('button', { name: /^Draw 5/ }).click()
      await page.getByRole('region', { name: 'The set' }).getByText('All 5 are drawn.').waitFor()
    },
  },
  {
    name: 'make-file',
    path: () => '/',
    async arrange(page) {
      await page.getByRole('button', { name: 'Use a file' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'make-trace',
    path: () => '/',
    async arrange(page) {
      await page.getByRole('button', { name: 'Use a file' }).click()
      const buffer = await sceneImage('png')
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'scene.png', mimeType: 'image/png', buffer })
      await page.getByRole('img', { name: 'Your file scene.png' }).waitFor()
    },
  },
  {
    name: 'make-palette',
    path: () => '/',
    async arrange(page) {
      await page.getByRole('button', { name: /^Palette/ }).click()
      await page.getByRole('button', { name: /Harbour/ }).click()
    },
  },
  {
    name: 'signup-first',
    path: () => '/?prompt=a%20red%20fox%20under%20a%20tree',
    by: 'visitor',
    async arrange(page) {
      await page.getByRole('button', { name: /^Draw/ }).click()
      await page.getByText(/pictures free/).waitFor()
    },
  },
  {
    name: 'second-factor',
    path: () => '/second-factor#ticket=shown',
    by: 'visitor',
    arrange: (page) => page.getByRole('heading', { name: 'One more step' }).waitFor(),
  },
  {
    name: 'gallery',
    path: () => '/gallery',
    by: 'visitor',
    arrange: (page) => page.getByRole('grid', { name: 'Gallery' }).getByRole('link').first().focus(),
  },
  {
    name: 'gallery-nothing',
    path: () => '/gallery?q=zeppelin&style=3d',
    by: 'visitor',
    arrange: (page) => page.getByRole('heading', { name: 'No pictures match' }).waitFor(),
  },
  {
    name: 'history',
    path: () => '/history',
    arrange: (page) => page.getByRole('grid', { name: 'History' }).getByRole('link').first().hover(),
  },
  {
    name: 'history-choose',
    path: () => '/history',
    async arrange(page) {
      await page.getByRole('button', { name: 'Choose several' }).click()
      await page.getByRole('checkbox').nth(1).click()
      await page.getByRole('checkbox').nth(3).click()
    },
  },
  {
    name: 'history-visitor',
    path: () => '/history',
    by: 'visitor',
    arrange: (page) => page.getByRole('heading', { name: 'Your pictures are stored here' }).waitFor(),
  },
  {
    name: 'collections',
    path: () => '/collections',
    arrange: (page) => page.getByRole('list', { name: 'Your collections' }).waitFor(),
  },
  {
    name: 'collections-none',
    path: () => '/collections',
    by: 'admin',
    arrange: (page) => page.getByRole('heading', { name: 'You have no collections yet' }).waitFor(),
  },
  {
    name: 'collection',
    path: ({ collectionId }) => `/collection/${collectionId}`,
    arrange: (page) => page.getByRole('grid').getByRole('link').first().hover(),
  },
  {
    name: 'collect',
    path: ({ pictureId }) => `/picture/${pictureId}`,
    async arrange(page) {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Add to a collection' }).click()
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor()
    },
  },
  {
    name: 'author',
    path: () => '/author/ada',
    by: 'visitor',
    arrange: (page) => page.getByRole('grid').getByRole('link').first().waitFor(),
  },
  {
    name: 'author-settings',
    path: () => '/account#public-page',
    async arrange(page) {
      await page.getByLabel('Handle').waitFor()
      await page.getByRole('heading', { name: 'Public page' }).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'sheet',
    path: ({ pictureId }) => `/picture/${pictureId}`,
    arrange: (page) => page.getByText('Seen by').waitFor(),
  },
  {
    name: 'editor',
    path: ({ pictureId }) => `/picture/${pictureId}/edit`,
    arrange: selectPart,
  },
  {
    name: 'editor-layers',
    path: ({ pictureId }) => `/picture/${pictureId}/edit`,
    async arrange(page) {
      await selectPart(page)
      await page.getByRole('button', { name: 'Layers', exact: true }).click()
      await page.getByRole('list', { name: 'Layers' }).waitFor()
    },
  },
  {
    name: 'editor-color',
    path: ({ pictureId }) => `/picture/${pictureId}/edit`,
    async arrange(page) {
      await page
        .getByRole('button', { name: /^Change everywhere/ })
        .first()
        .click()
      await page.getByRole('dialog', { name: 'Change everywhere' }).waitFor()
    },
  },
  {
    name: 'editor-several',
    path: ({ pictureId }) => `/picture/${pictureId}/edit`,
    async arrange(page) {
      await selectPart(page)
      await page.keyboard.press('Shift+PageDown')
      await page.getByRole('complementary', { name: '2 parts' }).waitFor()
    },
  },
  {
    name: 'editor-palettes',
    path: ({ pictureId }) => `/picture/${pictureId}/edit`,
    async arrange(page) {
      await page.evaluate(
        `localStorage.setItem('chatsvg.palettes', '[["#12355b","#2a9d8f","#e9c46a","#f4a261","#e76f51"],["#16181d","#8a8f99","#ffffff"]]')`,
      )
      await page.reload()
      await page.getByRole('button', { name: 'Kept colours' }).click()
      await page
        .getByRole('button', { name: /^Preview/ })
        .first()
        .click()
    },
  },
  {
    name: 'editor-compare',
    path: ({ pictureId }) => `/picture/${pictureId}/edit`,
    async arrange(page) {
      await selectPart(page)
      await page.getByRole('button', { name: 'Remove', exact: true }).click()
      await page.getByRole('button', { name: 'Versions', exact: true }).click()
      await page.getByRole('button', { name: 'Compare Version 1 with now' }).click()
      await page.getByRole('slider').waitFor()
    },
  },
  {
    name: 'sheet-gone',
    path: () => '/picture/00000000-0000-7000-8000-000000000000',
    by: 'visitor',
    arrange: (page) => page.getByRole('heading', { name: 'Picture not found' }).waitFor(),
  },
  {
    name: 'not-found',
    path: () => '/nowhere',
    by: 'visitor',
    arrange: (page) => page.getByRole('heading', { name: 'Page not found' }).waitFor(),
  },
  {
    name: 'signin',
    path: () => '/signin?error=oauth_state',
    by: 'visitor',
    arrange: (page) => page.getByRole('heading', { name: 'Sign in' }).waitFor(),
  },
  {
    name: 'oauth-device',
    path: () => '/oauth/device?user_code=BCDF-GHJK',
    arrange: (page) => page.getByLabel('Code').waitFor(),
  },
  {
    name: 'oauth-consent',
    path: () => '/oauth/consent?error=invalid_client',
    arrange: (page) => page.getByRole('heading', { name: 'The app could not be connected' }).waitFor(),
  },
  {
    name: 'signup',
    path: () => '/signup',
    by: 'visitor',
    async arrange(page) {
      await page.getByLabel('Name').fill('Ada')
      await page.getByLabel('Password', { exact: true }).fill('an evening by the sea')
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.getByText('Accept the terms to create an account.').waitFor()
    },
  },
  {
    name: 'billing',
    path: () => '/billing',
    arrange: (page) => page.getByRole('button', { name: 'Buy 100 credits' }).waitFor(),
  },
  {
    name: 'account',
    path: () => '/account',
    async arrange(page) {
      await page.getByRole('heading', { name: 'Your data' }).waitFor()
      await page.getByRole('button', { name: 'Change the password' }).click()
      await page.getByLabel('Current password').waitFor()
    },
  },
  {
    name: 'account-foot',
    path: () => '/account#devices',
    arrange: (page) => page.getByRole('heading', { name: 'Your data' }).scrollIntoViewIfNeeded(),
  },
  {
    name: 'bell',
    path: () => '/',
    async arrange(page) {
      await page.getByRole('button', { name: /^Notifications/ }).click()
      await page.getByRole('dialog', { name: 'Notifications' }).getByRole('listitem').first().waitFor()
    },
  },
  {
    name: 'forgot',
    path: () => '/forgot-password',
    by: 'visitor',
    arrange: (page) => page.getByRole('button').first().waitFor(),
  },
  {
    name: 'reset',
    path: () => '/reset-password?token=spoiled',
    by: 'visitor',
    arrange: (page) => page.getByRole('button').first().waitFor(),
  },
  {
    name: 'verify',
    path: () => '/verify-email?token=spoiled',
    arrange: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
  {
    name: 'confirm-email',
    path: () => '/confirm-email?token=spoiled',
    arrange: (page) => page.getByRole('button', { name: 'Change to this address' }).waitFor(),
  },
  {
    name: 'undo-email-change',
    path: () => '/undo-email-change?token=spoiled',
    by: 'visitor',
    arrange: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
  {
    name: 'not-me',
    path: () => '/not-me?token=spoiled',
    by: 'visitor',
    arrange: (page) => page.getByRole('heading', { level: 1 }).waitFor(),
  },
  {
    name: 'workspaces',
    path: () => '/workspaces',
    arrange: (page) => page.getByRole('button', { name: 'New workspace' }).waitFor(),
  },
  {
    name: 'workspace',
    path: ({ workspaceId }) => `/workspaces/${workspaceId}`,
    async arrange(page) {
      await page.getByRole('button', { name: 'Act in this workspace' }).click()
      await page.getByRole('region', { name: 'In whose name you act' }).waitFor()
      await page.getByRole('button', { name: 'Invite somebody' }).waitFor()
    },
  },
  {
    name: 'join',
    path: () => '/join?token=spoiled',
    arrange: (page) => page.getByRole('heading', { name: 'The invitation no longer works' }).waitFor(),
  },
  {
    name: 'keys',
    path: () => '/',
    async arrange(page) {
      await page.getByRole('navigation', { name: 'Your latest pictures' }).waitFor()
      await page.getByRole('link', { name: 'chatSVG, make a picture' }).focus()
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
  ...adminScenes,
]

/** The foremost part of a picture in its editor that is not a background. */
async function selectPart(page: Page): Promise<void> {
  await page.getByRole('application').focus()
  await page.keyboard.press('PageUp')
  await page.getByRole('complementary').waitFor()
}

import type { Page } from 'playwright-core'
import type { Seeded } from './seed.ts'

/** A page in a state of which a screenshot is taken. */
export type Scene = {
  /** The folder of its screenshots. */
  name: string
  path: (seeded: Seeded) => string
  /** The user of the browser; default: the user with the pictures. */
  by?: 'visitor' | 'admin'
  /** Waits until the page has reached the state. */
  arrange?: (page: Page, seeded: Seeded) => Promise<void>
  /** Cleans up for the next scene. */
  leave?: (page: Page) => Promise<void>
}

/** The pages of the administration. */
export const adminScenes: readonly Scene[] = [
  {
    name: 'admin-users',
    path: () => '/admin',
    by: 'admin',
    arrange: (page) => page.getByRole('link', { name: 'ada@example.com' }).waitFor(),
  },
  {
    name: 'admin-user',
    path: ({ userId }) => `/admin/users/${userId}`,
    by: 'admin',
    arrange: (page) => page.getByRole('table').first().waitFor(),
  },
  {
    name: 'admin-grant',
    path: ({ userId }) => `/admin/users/${userId}`,
    by: 'admin',
    async arrange(page) {
      await page.getByRole('button', { name: /credits/i }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'admin-codes',
    path: () => '/admin/codes',
    by: 'admin',
    arrange: (page) => page.getByRole('button', { name: 'New code' }).waitFor(),
  },
  {
    name: 'admin-reports',
    path: () => '/admin/reports',
    by: 'admin',
    arrange: (page) => page.getByRole('heading', { name: 'Reports' }).waitFor(),
  },
  {
    name: 'admin-jobs',
    path: () => '/admin/jobs',
    by: 'admin',
    arrange: (page) => page.getByRole('row').nth(1).waitFor(),
  },
  {
    name: 'admin-job',
    path: ({ jobId }) => `/admin/jobs/${jobId}`,
    by: 'admin',
    arrange: (page) => page.getByRole('heading', { name: 'In the ledger' }).waitFor(),
  },
  {
    name: 'admin-queue',
    path: () => '/admin/queue',
    by: 'admin',
    arrange: (page) => page.getByRole('heading', { name: 'Queue' }).waitFor(),
  },
  {
    name: 'admin-models',
    path: () => '/admin/models',
    by: 'admin',
    arrange: (page) => page.getByRole('row').nth(1).waitFor(),
  },
  {
    name: 'admin-spend',
    path: () => '/admin/spend',
    by: 'admin',
    arrange: (page) => page.getByRole('row').nth(1).waitFor(),
  },
  {
    name: 'admin-acts',
    path: () => '/admin/acts',
    by: 'admin',
    arrange: (page) => page.getByRole('row').nth(1).waitFor(),
  },
]

import { type ComponentType, lazy } from 'react'
import { MakePage } from '../make/index.ts'
import { loadLater } from './load-later.ts'

type Load = () => Promise<{ default: ComponentType }>

/** All pages except the first are loaded when they are opened, or earlier by `preloadPage`. */
const later: Record<string, Load> = {
  '/set': () => import('../make/set-page.tsx'),
  '/set/:id': () => import('../make/set-page.tsx'),
  '/gallery': () => import('../gallery/gallery-page.tsx'),
  '/history': () => import('../gallery/history-page.tsx'),
  '/collections': () => import('../gallery/collections-page.tsx'),
  '/collection/:id': () => import('../gallery/collection-page.tsx'),
  '/author/:handle': () => import('../gallery/author-page.tsx'),
  '/picture/:id': () => import('../gallery/sheet-page.tsx'),
  '/picture/:id/edit': () => import('../editor/editor-page.tsx'),
  '/admin': () => import('../admin/admin-page.tsx'),
  '/admin/*': () => import('../admin/admin-page.tsx'),
  '/build': () => import('../account/build-page.tsx'),
  '/billing': () => import('../account/billing-page.tsx'),
  '/workspaces': () => import('../account/workspaces-page.tsx'),
  '/workspaces/:id': () => import('../account/workspace-page.tsx'),
  '/account': () => import('../account/account-page.tsx'),
  '/signin': () => import('../signin/signin-page.tsx'),
  '/second-factor': () => import('../signin/second-factor-page.tsx'),
  '/signup': () => import('../signin/signup-page.tsx'),
  '/forgot-password': () => import('../signin/forgot-password-page.tsx'),
  '/reset-password': () => import('../signin/reset-password-page.tsx'),
  '/verify-email': () => import('../signin/verify-email-page.tsx'),
  '/confirm-email': () => import('../signin/confirm-email-page.tsx'),
  '/undo-email-change': () => import('../signin/undo-email-change-page.tsx'),
  '/not-me': () => import('../signin/not-me-page.tsx'),
  '/join': () => import('../signin/join-page.tsx'),
  '/oauth/consent': () => import('../signin/consent-page.tsx'),
  '/oauth/device': () => import('../signin/device-page.tsx'),
}

export const routes: { path: string; page: ComponentType }[] = [
  { path: '/', page: MakePage },
  ...Object.entries(later).map(([path, load]) => ({ path, page: lazy(() => loadLater(load)) })),
]

/** Loads a page when the user points at its link, so that it is ready at the click. */
export function preloadPage(path: string): void {
  void later[path]?.().catch(() => undefined)
}

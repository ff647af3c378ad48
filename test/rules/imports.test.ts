import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFiles, listOwnImports, readSource } from './source-files.ts'

/** The layers that a layer may use besides itself. A layer that is not listed may use none. */
const mayUse: Record<string, string[]> = {
  'apps/cli': ['server/app', 'server/config', 'server/features', 'server/models', 'server/platform'],
  'server/bin': ['server/app'],
  'server/app': [
    'server/config',
    'server/features',
    'server/models',
    'server/platform',
    'packages/svg',
    'packages/composer',
  ],
  'server/config': ['server/platform'],
  'server/features': ['server/models', 'server/platform', 'packages/svg'],
  'server/models': ['packages/svg', 'packages/composer'],
  'server/platform': [],
  'packages/chatsvg': ['packages/client', 'packages/composer', 'packages/svg'],
  'packages/composer': ['packages/svg'],
  'packages/svg': [],
  'packages/client': [],
}

/** The features that a feature may use, through their index. */
const featuresMayUse: Record<string, string[]> = {
  accounts: [],
  credits: ['accounts'],
  mail: ['accounts'],
  notifications: ['accounts', 'mail'],
  sessions: ['accounts', 'mail', 'notifications'],
  'api-keys': ['accounts', 'mail', 'notifications', 'sessions'],
  factors: ['accounts', 'mail', 'notifications', 'sessions'],
  credentials: ['accounts', 'credits', 'factors', 'mail', 'notifications', 'oauth', 'sessions'],
  oauth: ['accounts', 'credits', 'factors', 'mail', 'notifications', 'sessions'],
  'oauth-server': ['accounts', 'api-keys', 'mail', 'notifications'],
  recovery: [
    'accounts',
    'api-keys',
    'credentials',
    'credits',
    'factors',
    'mail',
    'notifications',
    'oauth',
    'sessions',
    'webhooks',
    'workspaces',
  ],
  support: ['accounts', 'mail'],
  drawing: [],
  storage: [],
  jobs: ['accounts', 'api-keys', 'credits', 'drawing', 'notifications', 'storage'],
  margins: [],
  following: ['credits', 'jobs'],
  authors: ['accounts'],
  webhooks: ['accounts', 'jobs', 'mail', 'notifications'],
  billing: ['accounts', 'credits', 'mail', 'notifications', 'support'],
  workspaces: [
    'accounts',
    'api-keys',
    'billing',
    'credentials',
    'jobs',
    'mail',
    'notifications',
    'sessions',
    'webhooks',
  ],
  likes: ['accounts', 'authors', 'gallery', 'jobs'],
  collections: ['accounts', 'authors', 'gallery', 'jobs'],
  palettes: ['accounts'],
  gallery: ['accounts', 'authors', 'jobs', 'storage'],
  exports: ['gallery', 'storage'],
  sets: ['accounts', 'exports', 'gallery', 'jobs'],
  edits: ['accounts', 'drawing', 'gallery', 'jobs', 'storage'],
  quotes: ['credits', 'edits', 'jobs', 'sets'],
  mcp: ['accounts', 'api-keys', 'edits', 'following', 'gallery', 'jobs', 'quotes', 'sets'],
  administration: [
    'accounts',
    'api-keys',
    'authors',
    'billing',
    'collections',
    'credits',
    'factors',
    'gallery',
    'jobs',
    'margins',
    'notifications',
    'oauth-server',
    'sessions',
    'storage',
    'webhooks',
  ],
  profile: [
    'accounts',
    'api-keys',
    'authors',
    'billing',
    'collections',
    'credits',
    'factors',
    'gallery',
    'jobs',
    'likes',
    'mail',
    'notifications',
    'oauth',
    'oauth-server',
    'palettes',
    'recovery',
    'sessions',
    'support',
    'webhooks',
    'workspaces',
  ],
}

/** The same for the folders of the web app; `app` may use all of them. */
const webFoldersMayUse: Record<string, string[]> = {
  api: [],
  design: [],
  session: ['api'],
  live: ['api', 'session'],
  workspaces: ['api', 'design', 'session'],
  collections: ['api', 'design', 'session'],
  picture: ['api', 'collections', 'design', 'session'],
  editor: ['api', 'design', 'live', 'picture', 'session', 'workspaces'],
  admin: ['api', 'design', 'live', 'picture', 'session'],
  credits: ['api', 'design', 'session'],
  account: ['api', 'credits', 'design', 'live', 'session', 'workspaces'],
  make: ['api', 'credits', 'design', 'editor', 'live', 'picture', 'session', 'workspaces'],
  signin: ['api', 'design', 'make', 'session', 'workspaces'],
  gallery: ['api', 'collections', 'design', 'editor', 'live', 'picture', 'session', 'workspaces'],
}

/** `server/features`, `packages/svg`, `apps/cli` ...: the units of the import rules. */
function layerOf(path: string): string {
  const [, server] = /^apps\/server\/(bin|src\/[\w-]+)\//.exec(path) ?? []
  return server ? `server/${server.replace('src/', '')}` : path.split('/').slice(0, 2).join('/')
}

/** A feature, or a part of the platform: `accounts`, `queue`. */
const partOf = (path: string) => /^apps\/server\/src\/(?:features|platform)\/([\w-]+)\//.exec(path)?.[1] ?? ''
const webFolderOf = (path: string) => /^apps\/web\/src\/([\w-]+)\//.exec(path)?.[1] ?? ''
const isTest = (path: string) => path.endsWith('.test.ts') || path.startsWith('test/')

const sources = listFiles('apps/cli/*.ts', 'apps/server/*.ts', 'packages/*.ts').filter(
  (path) => !isTest(path) && !path.endsWith('.config.ts'),
)
const webSources = listFiles('apps/web/src/*.ts', 'apps/web/src/*.tsx').filter((path) => !isTest(path))
const edgesOf = (paths: string[]) =>
  paths.flatMap((from) => listOwnImports(from).map((found) => ({ from, ...found })))
const webEdges = edgesOf(webSources)
const edges = edgesOf(sources)

describe('imports', () => {
  it('are found', () => {
    expect(edges.length).toBeGreaterThan(100)
  })

  it('go from bin to app to features to svg, models and platform, and never back', () => {
    const wrong = edges.filter(({ from, to }) => {
      const [layer, target] = [layerOf(from), layerOf(to)]
      return layer !== target && !mayUse[layer]?.includes(target)
    })
    expect(wrong).toEqual([])
  })

  it('enter another feature, part of the platform or package by its index alone', () => {
    const wrong = edges.filter(({ from, to }) => {
      const [layer, target] = [layerOf(from), layerOf(to)]
      if (target === 'server/app' || (layer === target && partOf(from) === partOf(to))) return false
      return !to.endsWith('/index.ts')
    })
    expect(wrong).toEqual([])
  })

  it('from workspace to workspace use the name of its package', () => {
    const wrong = [...sources, ...webSources].filter((path) =>
      [...readSource(path).matchAll(/from '(\.{1,2}\/[^']+)'/g)].some(
        ([, specifier = '']) =>
          !join(dirname(path), specifier).startsWith(`${path.split('/').slice(0, 2).join('/')}/`),
      ),
    )
    expect(wrong).toEqual([])
  })

  it('between features follow the written list', () => {
    const wrong = edges.filter(({ from, to }) => {
      const [layer, target] = [layerOf(from), layerOf(to)]
      if (layer !== 'server/features' || target !== layer || partOf(from) === partOf(to)) return false
      return !featuresMayUse[partOf(from)]?.includes(partOf(to))
    })
    expect(wrong).toEqual([])
  })

  it('of the web app stay in it or use the client, of its editor also svg, and follow its list', () => {
    expect(webEdges.length).toBeGreaterThan(50)
    const wrong = webEdges.filter(({ from, to }) => {
      const [folder, target] = [webFolderOf(from), webFolderOf(to)]
      if (folder === 'editor' && to === 'packages/svg/src/index.ts') return false
      if (to === 'packages/client/src/index.ts' || to.startsWith('apps/web/samples')) return false
      if (!to.startsWith('apps/web/')) return true
      if (folder === target) return false
      // Pages are loaded dynamically, and styles are no code.
      const isEntry = /\/index\.ts$|-page\.tsx$|\.css$/.test(to)
      return !isEntry || !(folder === 'app' || webFoldersMayUse[folder]?.includes(target))
    })
    expect(wrong).toEqual([])
  })

  it('form no cycle, except of types', () => {
    const targets = new Map<string, string[]>()
    for (const { from, to } of [...edges, ...webEdges]) targets.set(from, [...(targets.get(from) ?? []), to])
    const done = new Set<string>()
    const circles: string[][] = []
    const visit = (path: string, trail: string[]): void => {
      if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path])
      if (done.has(path) || trail.includes(path)) return
      for (const next of targets.get(path) ?? []) visit(next, [...trail, path])
      done.add(path)
    }
    for (const path of [...sources, ...webSources]) visit(path, [])
    expect(circles).toEqual([])
  })
})

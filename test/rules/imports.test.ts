import { describe, expect, it } from 'vitest'
import { listFiles, listOwnImports } from './source-files.ts'

/** Which rooms a room may use. A room that is not named may use nothing of ours. */
const mayUse: Record<string, string[]> = {
  bin: ['src/app'],
  'src/app': ['src/config', 'src/features', 'src/svg', 'src/models', 'src/platform'],
  'src/config': ['src/platform'],
  'src/features': ['src/svg', 'src/models', 'src/platform'],
  'src/models': ['src/svg'],
  'src/svg': [],
  'src/platform': [],
}

/** The written list of which feature may use which, through its door. */
const featuresMayUse: Record<string, string[]> = {
  accounts: [],
  credits: ['accounts'],
  mail: ['accounts'],
  notifications: ['accounts', 'mail'],
  sessions: ['accounts', 'mail', 'notifications'],
  factors: ['accounts', 'mail', 'notifications', 'sessions'],
  credentials: ['accounts', 'credits', 'factors', 'mail', 'notifications', 'oauth', 'sessions'],
  oauth: ['accounts', 'credits', 'factors', 'mail', 'notifications', 'sessions'],
  recovery: ['accounts', 'credentials', 'credits', 'factors', 'mail', 'notifications', 'oauth', 'sessions'],
  support: ['accounts', 'mail'],
  generations: ['accounts', 'credits', 'notifications'],
  gallery: ['generations'],
  administration: ['accounts', 'credits', 'factors', 'gallery', 'generations', 'notifications', 'sessions'],
  profile: [
    'accounts',
    'credits',
    'factors',
    'gallery',
    'generations',
    'mail',
    'notifications',
    'oauth',
    'recovery',
    'sessions',
    'support',
  ],
}

/** The same for the rooms of the studio; `app` may use all of them. */
const webRoomsMayUse: Record<string, string[]> = {
  api: [],
  design: [],
  session: ['api'],
  live: ['api', 'session'],
  signin: ['api', 'design', 'session'],
  picture: ['api', 'design', 'session'],
  admin: ['api', 'design', 'live', 'picture', 'session'],
  account: ['api', 'design', 'live', 'session'],
  make: ['api', 'design', 'live', 'picture', 'session'],
  gallery: ['api', 'design', 'live', 'picture', 'session'],
}

const roomOf = (path: string) =>
  path.startsWith('src/') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '')
const partOf = (path: string) => path.split('/')[2] ?? ''
const isTest = (path: string) => path.endsWith('.test.ts') || path.startsWith('test/')

const sources = listFiles('bin/*.ts', 'src/*.ts').filter((path) => !isTest(path))
const webSources = listFiles('web/src/*.ts', 'web/src/*.tsx')
const webEdges = webSources.flatMap((from) => listOwnImports(from).map((found) => ({ from, ...found })))
const edges = sources.flatMap((from) => listOwnImports(from).map((found) => ({ from, ...found })))

describe('imports', () => {
  it('are found at all', () => {
    expect(edges.length).toBeGreaterThan(100)
  })

  it('go from bin to app to features to svg, models and platform, and never back', () => {
    const wrong = edges.filter(
      ({ from, to }) => roomOf(from) !== roomOf(to) && !mayUse[roomOf(from)]?.includes(roomOf(to)),
    )
    expect(wrong).toEqual([])
  })

  it('pass through the door of another feature, platform part or core', () => {
    const wrong = edges.filter(({ from, to }) => {
      const [fromRoom, toRoom] = [roomOf(from), roomOf(to)]
      const sameRoom = fromRoom === toRoom
      if (toRoom === 'src/app' || toRoom === 'bin') return false
      if (toRoom === 'src/features' || toRoom === 'src/platform') {
        return !(sameRoom && partOf(from) === partOf(to)) && !/^src\/\w+\/[\w-]+\/index\.ts$/.test(to)
      }
      return !sameRoom && !/^src\/\w+\/index\.ts$/.test(to)
    })
    expect(wrong).toEqual([])
  })

  it('between features follow the written list', () => {
    const wrong = edges.filter(({ from, to }) => {
      if (roomOf(from) !== 'src/features' || roomOf(to) !== 'src/features' || partOf(from) === partOf(to))
        return false
      return !featuresMayUse[partOf(from)]?.includes(partOf(to))
    })
    expect(wrong).toEqual([])
  })

  it('of the studio stay in the studio, and follow its list through the doors of its rooms', () => {
    expect(webEdges.length).toBeGreaterThan(50)
    const wrong = webEdges.filter(({ from, to }) => {
      if (partOf(from) === partOf(to)) return false
      if (!to.startsWith('web/')) return true
      if (to.startsWith('web/samples')) return false
      // Pages are loaded apart, and styles are no code.
      const isDoor = /\/index\.ts$|-page\.tsx$|\.css$/.test(to)
      const mayUse = partOf(from) === 'app' || webRoomsMayUse[partOf(from)]?.includes(partOf(to))
      return !isDoor || !mayUse
    })
    expect(wrong).toEqual([])
  })

  it('make no circle, save of types', () => {
    const targets = new Map<string, string[]>()
    for (const { from, to, typesOnly } of [...edges, ...webEdges])
      if (!typesOnly) targets.set(from, [...(targets.get(from) ?? []), to])
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

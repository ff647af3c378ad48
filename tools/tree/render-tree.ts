import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folders without an index, whose first sentence describes the others. */
const described: Record<string, string> = {
  packages: 'libraries, and the command line for users, which can be used without the service',
  apps: 'programs',
  'apps/server': 'the service',
  'apps/server/bin': 'entry points: all, api, worker, migrate',
  'apps/server/migrations': 'the database schema, one migration per file',
  'apps/server/src': '',
  'apps/server/src/app': 'composition: which parts a process opens, and what it passes to each',
  'apps/server/src/features': 'one folder for each capability; only these contain SQL',
  'apps/server/src/platform': 'code that any product could use; it knows no feature',
  'apps/web': 'the web app, in React',
  'apps/web/src': '',
  'apps/web/src/admin': 'the pages of administrators',
  'apps/web/src/app': 'the frame around the pages, and the page of each address',
  'apps/web/src/gallery': 'gallery, history, and one picture with its neighbours',
  'apps/cli': 'the command line of operators',
  'apps/cli/bin': 'the entry point admin',
  'apps/cli/src': '',
  'apps/cli/src/admin': 'one file for each group of administrative commands',
  bench: 'benchmarks, compared with the limits of the software below the service',
  deploy: 'image, Kubernetes, alerts, dashboard',
  docs: 'guides for operators and users of the API',
  'docs/adr': 'decisions and their reasons',
  'docs/pictures': 'pictures of the documents',
  test: 'tests of the whole service; other tests are beside what they test',
  'test/attack': 'attacks on a running service, each with its expected defence',
  'test/chaos': 'faults in PostgreSQL, Redis, models and processes, while invariants are checked',
  'test/client': 'the wire types of packages/client, compared with the document of the API',
  'test/composer': 'the composer in a thread, and the picture of the README',
  'test/exports': 'pictures in every format that they are exported to, read back and compared',
  'test/corpus': 'valid and hostile SVG, with the expected results',
  'test/deploy': 'the files of deploy, parsed as their programs parse them',
  'test/harness': 'real servers for tests, and clients',
  'test/http': 'rules that hold for every route',
  'test/journeys': 'users and operators from beginning to end, on the built service',
  'test/load': 'users who draw, look, search and edit at a running service, and its promises to them',
  'test/renderers': 'the same picture in Chromium, resvg and librsvg',
  'test/rules': 'rules of this document and of STYLE.md',
  'test/soak': 'memory over time under mixed use',
  'test/threads': 'tasks for the tests of the thread pool',
  'test/web': 'the web app in Chromium',
  tools: 'programs for developers',
  'tools/dev': 'npm run dev',
  'tools/eval': 'npm run eval: what the composer understands',
  'tools/fidelity': 'npm run fidelity: sources and stored pictures, compared by pixels',
  'tools/random': 'repeatable random numbers',
  'tools/seed': 'npm run seed: users and pictures for development',
  'tools/tree': 'npm run tree: the tree of ARCHITECTURE.md',
  'tools/variables': 'npm run variables: the lists of environment variables',
}

/** How many levels the tree shows below a folder. Others show one. */
const levels: Record<string, number> = {
  packages: 2,
  apps: 5,
  bench: 1,
  deploy: 1,
}

/** The folders that the tree shows, by the paths of the tracked files. */
function listFolders(files: readonly string[]): string[] {
  const folders = new Set<string>()
  for (const path of files) {
    const parts = path.split('/').slice(0, -1)
    const depthMax = levels[parts[0] ?? ''] ?? 2
    for (let depth = 1; depth <= Math.min(parts.length, depthMax); depth += 1) {
      const folder = parts.slice(0, depth).join('/')
      if (isShown(folder)) folders.add(folder)
    }
  }
  return [...folders].sort()
}

const isShown = (folder: string) =>
  !folder.startsWith('.') &&
  !/^packages\/\w+\/src/.test(folder) &&
  !/^apps\/server\/(migrations|src\/(app|config|models))\//.test(folder) &&
  !/^apps\/web\/(public|src\/\w+\/)/.test(folder) &&
  !/^docs\/(?!adr$)/.test(folder)

/**
 * The tree of ARCHITECTURE.md: a line for each folder with what it is for. A folder with an index is
 * described by the first sentence of the index's header, others by the table above.
 *
 * @throws Error for a folder without a description.
 */
export function renderTree(root: string, files: readonly string[]): string {
  const lines = listFolders(files).map((folder) => {
    const depth = folder.split('/').length - 1
    const label = `${'  '.repeat(depth)}${folder.split('/').at(-1)}/`
    return `${label.padEnd(26)} ${describe(root, folder)}`.trimEnd()
  })
  return lines.join('\n')
}

function describe(root: string, folder: string): string {
  const index = ['index.ts', 'src/index.ts']
    .map((name) => join(root, folder, name))
    .find((path) => existsSync(path))
  if (folder in described) return described[folder] ?? ''
  const header = index && /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync(index, 'utf8'))?.[1]
  const text = header?.replaceAll(/\s*\n \* ?/g, ' ').trim()
  const sentence = text && /^(?:[\w-]+: )?([\s\S]*?)\.(\s|$)/.exec(text)?.[1]
  if (!sentence)
    throw new Error(`Nothing says what ${folder} is for: give its index a header, or add it to the table`)
  return sentence
}

const block = /(## The tree\s+```\n)[\s\S]*?(\n```)/

/** The document with its tree replaced. */
export const replaceTree = (document: string, tree: string) =>
  document.replace(block, (_, begin: string, end: string) => `${begin}${tree}${end}`)

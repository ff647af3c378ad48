import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '..')
const run = promisify(execFile)
const readText = (name: string) => readFile(join(folder, name), 'utf8')

/** Names of modules in statements and in calls. */
const imports =
  /^(?:import\s|export\s*[{*])[^;'"]*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm

/** The output of a program outside this workspace, which gets the built package. */
async function runProgram(source: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  return stdout
}

describe('the package', () => {
  it('has no dependency, and its files import only each other', async () => {
    const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(
      await readText('package.json'),
    )
    expect([dependencies, peerDependencies, optionalDependencies]).toEqual([undefined, undefined, undefined])
    const files = (await readdir(join(folder, 'dist'))).filter((name) => name.endsWith('.js'))
    expect(files).toContain('index.js')
    for (const file of files) {
      const text = await readText(`dist/${file}`)
      const imported = [...text.matchAll(imports)].map(([, inStatement, inCall]) => inStatement ?? inCall)
      if (file === 'index.js') expect(imported).toContain('./sanitize.js')
      expect(imported.filter((name) => !name?.startsWith('./'))).toEqual([])
    }
  })

  it('sanitises, extracts and writes components without any module of Node', async () => {
    const printed = await runProgram(`
      const { log } = console
      for (const name of ['Buffer', 'process', 'global', 'setImmediate', 'clearImmediate']) delete globalThis[name]
      const { extractSvg, previewOf, sanitizeSvg, toComponent, toDataUri } = await import('@chatsvg/svg')
      const path = '<path d="M0 0' + 'L10.123456 9.5'.repeat(2000) + '"/>'
      const text = '<svg viewBox="0 0 9 9">\\r<title>Füchse</title>' + path + '</svg>'
      const found = extractSvg(text)
      const { svg } = sanitizeSvg(found.svg)
      log(previewOf(text).svg === svg, toDataUri(svg).length > svg.length)
      log(toComponent(svg, { name: 'Fox', form: 'tsx' }).includes('Füchse'))
    `)
    expect(printed).toBe('true true\ntrue\n')
  })

  it('is packed with its exports, its README and its licence, and without sources', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: folder })
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string }[] }]
    const paths = files.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'README.md', 'package.json']),
    )
    expect(paths.filter((path) => !/^dist\/(?:\w+\/)?[\w.-]+\.(?:js|d\.ts)$/.test(path)).sort()).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ])
  })

  it('runs the example of its README', async () => {
    const readme = await readText('README.md')
    const example = /^```js\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? ''
    const output = /^prints\n\n```\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? ''
    expect(example).toContain("from '@chatsvg/svg'")
    expect(await runProgram(example)).toBe(output)
  })
})

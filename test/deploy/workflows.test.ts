import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listBelow, readText, readYaml, root } from './deploy-files.ts'

type Step = { run?: string }
type Job = {
  'timeout-minutes'?: number
  container?: string
  permissions?: Record<string, string>
  strategy?: { matrix: { node?: number[] } }
  steps: Step[]
}
type Workflow = { on: unknown; permissions: Record<string, string>; jobs: Record<string, Job> }

const paths = listBelow('.github/workflows')
const workflow = (name: string) => readYaml<Workflow>(`.github/workflows/${name}`)
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)
const scripts = Object.keys((JSON.parse(readText('package.json')) as { scripts: object }).scripts)

describe.each(paths)('%s', (path) => {
  const { permissions, jobs } = readYaml<Workflow>(path)

  it('declares every permission that it uses, and a timeout', () => {
    expect(Object.keys(permissions)).toEqual(['contents'])
    for (const [name, job] of Object.entries(jobs)) expect(job['timeout-minutes'], name).toBeGreaterThan(0)
  })

  it('names every action by its commit, with the version beside it', () => {
    const used = readText(path).match(/uses: .*/g) ?? []
    expect(used.length).toBeGreaterThan(0)
    for (const line of used) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('runs only existing scripts', () => {
    const text = stepsOf(readYaml<Workflow>(path))
      .map(({ run = '' }) => run)
      .join('\n')
    for (const [, script = ''] of text.matchAll(/npm run (?:--\S+ )?([\w:-]+)/g))
      expect(scripts).toContain(script)
    for (const [file] of text.matchAll(/(?<=^|\s)(?:deploy|\.ci)\/[\w./-]*\w/g))
      expect(existsSync(join(root, file)), file).toBe(true)
  })

  it('puts no untrusted input into a shell', () => {
    for (const { run = '' } of stepsOf(readYaml<Workflow>(path))) expect(run).not.toContain('${{')
  })
})

it('changes pass .ci/run on every supported Node', () => {
  const { check } = workflow('ci.yml').jobs
  expect(check?.steps.map(({ run }) => run)).toContain('.ci/run')
  expect(check?.strategy?.matrix.node).toEqual([20, 22, 24])
})

it('the image has the same size limit in every check', () => {
  const [, bytes] = /BYTES_MAX: (\d+)/.exec(readText('.github/workflows/image.yml')) ?? []
  const [, megabytes] = /megabytes_max=(\d+)/.exec(readText('deploy/check-image.sh')) ?? []
  expect(Number(bytes)).toBe(Number(megabytes) * 1_000_000)
})

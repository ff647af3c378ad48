import { describe, expect, it } from 'vitest'
import { startTestApi } from '../harness/api.ts'
import { readCommandLine } from './command-line.ts'
import { putUnderLoad } from './load.ts'
import { judge, renderPromises } from './promises.ts'

describe('a load test', () => {
  it('finds that a service that works keeps its promises about jobs and credits', async () => {
    await using api = await startTestApi({ SIGNUP_CREDITS: '1000' }, { worker: true })
    const options = readCommandLine([
      '--url',
      api.url,
      '--users',
      '6',
      '--minutes',
      '0.1',
      '--think',
      '0.2',
      '--seed',
      '7',
    ])
    if (options === 'help') throw new Error('no options')
    const promises = await putUnderLoad(options)
    const shown = renderPromises(promises)
    const kept = Object.fromEntries(promises.map(({ what, kept }) => [what, kept]))
    expect(kept, shown).toMatchObject({ answers: true, jobs: true, credits: true })
    expect(promises.find(({ what }) => what === 'jobs')?.found, shown).toMatch(
      /^[1-9]\d* accepted, 0 failed, 0 lost/,
    )
    expect(promises.find(({ what }) => what === 'credits')?.found).toBe('6 compared, 0 off')
  })

  it('goes on at the next instance, and sees jobs that do not end and a balance that is wrong', async () => {
    await using api = await startTestApi({ SIGNUP_CREDITS: '1000' })
    await using gone = await startTestApi({ DATABASE_URL: api.database.url })
    const options = readCommandLine([
      ...['--url', gone.url, '--url', api.url, '--users', '4', '--minutes', '0.1', '--think', '0.2'],
      ...['--seed', '7', '--within', '1'],
    ])
    if (options === 'help') throw new Error('no options')
    const promises = await putUnderLoad(options, (text) => {
      if (text !== 'waiting for the last jobs') void gone[Symbol.asyncDispose]()
      else
        void api.database.pool.query(
          'update users set credits = credits - 1 where id = (select min(id::text)::uuid from users)',
        )
    })
    const shown = renderPromises(promises)
    const found = Object.fromEntries(promises.map(({ what, kept }) => [what, kept]))
    expect(found, shown).toMatchObject({ jobs: false, credits: false })
    expect(promises.find(({ what }) => what === 'credits')?.found, shown).toBe('4 compared, 1 off')
  })
})

it('a promise about time is broken by the slowest hundredth', () => {
  const figures = (p99Ms: number) => ({ requests: 100, p50Ms: 10, p99Ms, faults: new Map<string, number>() })
  const jobs = { accepted: 1, lost: 0, failed: 0 }
  const keptAt = (p99Ms: number) =>
    judge(new Map([['gallery', figures(p99Ms)]]), jobs, { compared: 1, off: 0 }).every(({ kept }) => kept)
  expect([keptAt(250), keptAt(251)]).toEqual([true, false])
})

it.each([
  [['--users', '5'], /--url is missing/],
  [['--url', 'http://localhost', '--users', '0'], /--users must be a number from 1/],
  [['--url', 'nonsense'], /Invalid URL/],
])('%j is refused', (args, message) => {
  expect(() => readCommandLine(args)).toThrow(message)
})

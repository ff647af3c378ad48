import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerWith, type ScriptedModel, startScriptedModel } from '../../test/harness/scripted-model.ts'
import { planTasks } from './plan.ts'
import { UsageError } from './read-arguments.ts'
import type { Result, Totals } from './result.ts'
import { runEval } from './run-eval.ts'

let server: ScriptedModel
let folder: string
beforeEach(async () => {
  server = await startScriptedModel()
  folder = await mkdtemp(join(tmpdir(), 'chatsvg-eval-'))
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

async function run(args: string[], signal = new AbortController().signal) {
  const output = new PassThrough()
  const code = await runEval(['--out', folder, '--concurrency', '1', ...args], {
    environment: { OPENAI_BASE_URL: server.url, OPENAI_MODELS: 'scripted-1' },
    output: output as unknown as NodeJS.WriteStream,
    signal,
  })
  output.end()
  const chunks: Buffer[] = []
  for await (const chunk of output) chunks.push(chunk as Buffer)
  return { code, text: Buffer.concat(chunks).toString('utf8') }
}

async function readMeasures() {
  const text = await readFile(join(folder, 'measures.json'), 'utf8')
  return JSON.parse(text) as { totals: Totals; pictures: Result[] }
}

async function writePrompts(...lines: string[]): Promise<string> {
  const path = join(folder, 'prompts.txt')
  await writeFile(path, lines.join('\n'))
  return path
}

const picture = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${inside}</svg>`
const good = picture(
  '<circle cx="128" cy="128" r="80" fill="#dd2222"/><circle cx="100" cy="99" r="20" fill="#fff"/>',
)

describe('an eval', () => {
  it('distinguishes good, repaired, wrong and failed pictures', async () => {
    const prompts = await writePrompts(
      '# a comment',
      'flat: a red ball, drawn well',
      'flat: a red ball, mended',
      'flat: a blue ball, in the wrong colour',
      'gradient: a red ball, in the wrong style twice',
      'flat: a ball that is never drawn',
      'flat: a ball that the vendor refuses',
      'flat: a ball off the canvas twice',
    )
    const outside = answerWith(picture('<circle cx="256" cy="128" r="80" fill="#dd2222"/>'))
    server.respondWith(
      answerWith(good),
      answerWith('I would rather not.'),
      answerWith(`Sorry!\n${good}`),
      answerWith(good),
      answerWith(good),
      answerWith(good),
      answerWith(picture('')),
      answerWith(picture('<rect width="256" height="256" fill="#fff"/>')),
      { kind: 'stream', steps: ['<svg'], finish: 'content_filter' },
      outside,
      outside,
    )
    const { code } = await run(['--model', 'scripted-1', '--prompts', prompts])
    expect(code).toBe(0)
    const { pictures, totals } = await readMeasures()
    expect(pictures).toMatchObject([
      {
        valid: true,
        firstTry: true,
        repaired: false,
        styleKept: true,
        colourKept: true,
        blank: false,
        clipped: false,
      },
      {
        valid: true,
        firstTry: false,
        repaired: true,
        colourKept: true,
        inputTokens: 2400,
        outputTokens: 600,
      },
      { valid: true, firstTry: true, colourKept: false },
      { valid: true, firstTry: false, repaired: false, styleKept: false },
      { valid: false, firstTry: false, repaired: false, bytes: null },
      { valid: false, failure: 'refused' },
      { valid: true, firstTry: false, clipped: true },
    ])
    expect(pictures[3]?.faults).toHaveLength(2)
    expect(totals).toMatchObject({
      pictures: 7,
      valid: 5,
      firstTry: 2,
      repaired: 1,
      clipped: 1,
      failures: { refused: 1 },
    })
    expect(totals.costMicroUsd).toBeNull()
    const repair = server.requests[2]?.body.messages[1]?.content
    expect(repair).toContain('there is no whole SVG in it (missing)')
  })

  it('continues where it was stopped', async () => {
    const prompts = await writePrompts('a red ball and a dog', 'a red ball and a cat', 'a red ball and a cow')
    server.otherwiseRespondWith(answerWith(good))
    await run(['--prompts', prompts, '--limit', '2', '--styles', 'flat'])
    expect(server.requests).toHaveLength(2)
    const { text, code } = await run(['--prompts', prompts, '--styles', 'flat'])
    expect(code).toBe(0)
    expect(text).toContain('2 of them drawn before')
    expect(server.requests).toHaveLength(3)
    expect((await readMeasures()).pictures.map(({ prompt }) => prompt)).toEqual([
      'a red ball and a dog',
      'a red ball and a cat',
      'a red ball and a cow',
    ])
  })

  it('draws pictures with a temporary failure again, and stops immediately if nothing can be drawn', async () => {
    const prompts = await writePrompts('a red ball and a dog', 'a red ball and a cat')
    server.respondWith({ kind: 'error', status: 429 }, answerWith(good))
    await run(['--prompts', prompts, '--styles', 'flat'])
    expect((await readMeasures()).totals).toMatchObject({ valid: 1, failures: { rate_limited: 1 } })
    server.respondWith(answerWith(good))
    await run(['--prompts', prompts, '--styles', 'flat'])
    expect(server.requests).toHaveLength(3)
    expect((await readMeasures()).totals).toMatchObject({ valid: 2, failures: {} })
    server.respondWith({ kind: 'error', status: 401 })
    expect((await run(['--prompts', prompts, '--styles', 'modern'])).code).toBe(1)
    expect(server.requests).toHaveLength(4)
  })

  it('keeps what it has when it is stopped in the middle', async () => {
    const prompts = await writePrompts('a red ball and a dog', 'a red ball and a cat')
    const stop = new AbortController()
    server.respondWith(answerWith(good), { kind: 'hang' })
    const running = run(['--prompts', prompts, '--styles', 'flat'], stop.signal)
    await server.received(2)
    stop.abort(new Error('SIGINT'))
    expect((await running).code).toBe(1)
    expect((await readMeasures()).pictures).toHaveLength(1)
  })

  it('writes a sheet that loads nothing, runs nothing and escapes all texts', async () => {
    const prompts = await writePrompts('a red ball "><script>alert(1)</script><img src=x>')
    server.otherwiseRespondWith(answerWith(good))
    await run(['--prompts', prompts])
    const sheet = await readFile(join(folder, 'sheet.html'), 'utf8')
    expect(sheet).toContain("default-src 'none'")
    expect(sheet).not.toContain('<script')
    expect([...sheet.matchAll(/\s(?:src|href)="([^"]{0,20})/g)].map(([, url]) => url)).toEqual([
      'data:image/svg+xml;b',
    ])
  })

  it.each([
    [['--model', 'nobody'], /scripted-1, composer/],
    [['--concurrency', '0'], /--concurrency/],
    [['--styles', 'baroque'], /--styles/],
    [['--prompts', '/nowhere/at/all.txt'], /could not be read/],
    [['--unknown'], /unknown/],
  ])('explains what is wrong with %j', async (args, advice) => {
    const { code, text } = await run(args)
    expect(code).toBe(2)
    expect(text).toMatch(advice)
    expect(server.requests).toEqual([])
  })
})

describe('a plan', () => {
  it('gives each prompt the next style, its own style, or all requested styles', () => {
    expect(
      planTasks(['one', 'two', '', '# no', '3d: three'], undefined, 1).map(({ style }) => style),
    ).toEqual(['outline', 'filled', '3d'])
    expect(planTasks(['one', '3d: three'], ['flat', 'modern'], 1).map(({ style }) => style)).toEqual([
      'flat',
      'modern',
      '3d',
    ])
    expect(() => planTasks(['# nothing'], undefined, 1)).toThrow(UsageError)
  })
})

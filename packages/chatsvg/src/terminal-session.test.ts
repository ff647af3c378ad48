import { spawnSync } from 'node:child_process'
import { Resvg } from '@resvg/resvg-js'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { chatsvg, openCommandLine } from '../../../test/harness/command-line.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'
import { createGate, startScriptedModel } from '../../../test/harness/scripted-model.ts'
import type { Environment } from '../../../test/harness/service.ts'
import { waitFor } from '../../../test/harness/wait.ts'

/** Gives a program a terminal; that of util-linux. */
const hasScript = `${spawnSync('script', ['--version']).stdout ?? ''}`.includes('util-linux')

describe.skipIf(!hasScript)('in a terminal', async () => {
  const model = keepForSuite(await startScriptedModel())
  const models = { OPENAI_BASE_URL: model.url, OPENAI_MODELS: 'scripted', DEFAULT_MODEL: 'composer' }
  const api = keepForSuite(await startTestApi(models, { worker: true }))

  async function open(environment: Environment = {}) {
    const { client, email } = await api.signUp()
    const { key } = await makeKey(client)
    const { start } = keep(await openCommandLine({ CHATSVG_URL: api.url, ...environment }))
    const command = (args: string) => [`${process.execPath} ${chatsvg} ${args}`, '/dev/null']
    return {
      email,
      key,
      start: (args: string) => start(command(args), { input: null, program: ['script', '-qec'] }),
      draw: (args: string) =>
        start(command(args), { input: null, program: ['script', '-qec'], environment: { CHATSVG_KEY: key } }),
    }
  }

  it('login asks for the key and does not show it', async () => {
    const { start, key, email } = await open()
    const running = start('login --key')
    await waitFor('the question', () => running.output().includes('API key'))
    running.child.stdin.write(`${key}\r`)
    const { status, output } = await running.ended
    expect(status).toBe(0)
    expect(output).toContain(`Logged in at ${api.url} as ${email}.`)
    expect(output).not.toContain(key)
  })

  it('login ends with Ctrl-C at its question', async () => {
    const { start } = await open()
    const running = start('login --key')
    await waitFor('the question', () => running.output().includes('API key'))
    running.child.stdin.write('\u0003')
    expect((await running.ended).status).toBe(130)
  })

  it('draw shows progress in a line that it clears, and the picture where the terminal can', async () => {
    const { draw } = await open({ TERM: 'xterm-kitty' })
    const { status, output } = await draw(`draw "a red fox" -o fox.svg`).ended
    expect(status).toBe(0)
    const lines = output.split('\r\u001b[K')
    expect(lines).toContainEqual(expect.stringMatching(/^Drawing… \d+ %$/))
    expect(lines.at(-1)).toMatch(/^fox\.svg\r\n/)
    const [, png = ''] = output.split('\u001b_Ga=T,f=100,q=2,m=1;')
    expect(Buffer.from(png.slice(0, 8), 'base64').subarray(1, 4).toString()).toBe('PNG')
    const plain = await draw(`draw "a red fox" -o fox.svg --no-preview`).ended
    expect(plain.output).not.toContain('\u001b_G')
  })

  it.each([
    { TERM: 'xterm-kitty', place: /a=T,f=100,q=2,i=\d+,p=1,C=1,r=8,/ },
    { TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm', place: /height=8;doNotMoveCursor=1;/ },
  ])('draw shows the picture while it is drawn, and clears it: %j', async ({ place, ...environment }) => {
    const { draw } = await open(environment)
    const [half, whole] = [createGate(), createGate()]
    const [first, second] = ['#ff0000', '#0000ff'].map(
      (fill, at) => `<rect x="${at * 50}" width="50" height="100" fill="${fill}"/>`,
    )
    const begin = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">${first}`
    model.respondWith({ kind: 'stream', steps: [begin, half.opened, `${second}`, whole.opened, '</svg>'] })
    const running = draw('draw "a flag" -o flag.svg --model scripted')
    const pictures = () => running.output().split(place).slice(1).map(decodePng)
    const shows = (left: number[], right: number[]) => () => {
      const colours = pictures().at(-1)
      return colours !== undefined && `${colours}` === `${[left, right]}`
    }
    await waitFor('the first half', shows([255, 0, 0, 255], [0, 0, 0, 0]))
    half.open()
    await waitFor('the second half', shows([255, 0, 0, 255], [0, 0, 255, 255]))
    whole.open()
    const { status, output } = await running.ended
    expect(status).toBe(0)
    const [, after = ''] = output.split('\r\u001b[J')
    expect(after.replace('\r\u001b[K', '')).toMatch(/^flag\.svg\r\n/)
    // One that remains.
    expect(after.split(environment.TERM_PROGRAM ? 'inline=1;size=' : 'a=T,f=100,q=2,m=')).toHaveLength(2)
  })

  it('draw shows pictures that were drawn offline, and none of --json', async () => {
    const { draw } = await open({ TERM: 'xterm-kitty' })
    const { status, output } = await draw('draw "a red square" --offline --n 2 -o square.svg').ended
    expect(status).toBe(0)
    const shown = output.split('a=T,f=100,q=2,').slice(1)
    expect(shown.map((code) => decodePng(code).length)).toEqual([2, 2])
    const json = await draw('draw "a red square" --offline --json -o square.svg').ended
    expect(json.output).not.toContain('\u001b_G')
  })
})

/** The colours of two pixels of the first image in escape codes, in the middle of its left and right half. */
function decodePng(codes: string): number[][] {
  const kitty = [...codes.matchAll(/m=(\d);([\w+/=]*)/g)]
  const last = kitty.findIndex(([, more]) => more === '0')
  const base64 =
    kitty.length > 0
      ? kitty
          .slice(0, last + 1)
          .map(([, , chunk]) => chunk)
          .join('')
      : (/:([\w+/=]+)/.exec(codes)?.[1] ?? '')
  const href = `data:image/png;base64,${base64}`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><image width="100" height="100" href="${href}"/></svg>`
  const { pixels } = new Resvg(svg).render()
  return [25, 75].map((x) => [...pixels.subarray((50 * 100 + x) * 4, (50 * 100 + x) * 4 + 4)])
}

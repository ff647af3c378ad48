import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { makeKey } from '../../../test/harness/api-key.ts'
import { chatsvg, openCommandLine } from '../../../test/harness/command-line.ts'
import { keep, keepForSuite } from '../../../test/harness/keep.ts'
import { waitFor } from '../../../test/harness/wait.ts'

/** Gives a program a terminal; that of util-linux. */
const hasScript = `${spawnSync('script', ['--version']).stdout ?? ''}`.includes('util-linux')

describe.skipIf(!hasScript)('in a terminal', async () => {
  const api = keepForSuite(await startTestApi({}, { worker: true }))

  async function open(environment: Record<string, string> = {}) {
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
})

import { spawn } from 'node:child_process'
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client as McpClient, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { startTestApi } from '../harness/api.ts'
import { makeKey } from '../harness/api-key.ts'
import { chatsvg } from '../harness/command-line.ts'
import { createTestFolder } from '../harness/folder.ts'
import { findFreePort } from '../harness/free-port.ts'
import { keep, keepForSuite } from '../harness/keep.ts'
import { waitFor } from '../harness/wait.ts'

// The examples for programs in the documents run as they stand, except for addresses.

const root = join(import.meta.dirname, '../..')
const settings = { SIGNUP_CREDITS: '60', WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' }
const api = keepForSuite(await startTestApi(settings, { worker: true }))

/** The blocks of a document in one language, such as `sh`. */
async function readBlocks(path: string, language: string): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8')
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))]
  return blocks.map(([, block = '']) => block.replaceAll('https://example.com', api.url))
}

/** A folder of a user with a key, in which `npx chatsvg` and `chatsvg` start the built program. */
async function openShell(settings: Record<string, unknown> = {}) {
  const { path: home } = keep(await createTestFolder())
  const { key } = await makeKey((await api.signUp()).client, settings)
  const [folder, programs] = [join(home, 'work'), join(home, 'programs')]
  await mkdir(folder)
  await mkdir(programs)
  const skip = 'while [ "$1" = -y ] || [ "$1" = chatsvg ]; do shift; done'
  for (const name of ['npx', 'chatsvg']) {
    await writeFile(
      join(programs, name),
      `#!/bin/sh\n${skip}\nexec "${process.execPath}" "${chatsvg}" "$@"\n`,
    )
    await chmod(join(programs, name), 0o755)
  }
  const environment = {
    PATH: `${programs}:${process.env.PATH}`,
    HOME: home,
    CHATSVG_KEY: key,
    CHATSVG_URL: api.url,
  }
  function start(program: string, args: string[], more: Record<string, string> = {}) {
    const child = spawn(program, args, { cwd: folder, env: { ...environment, ...more } })
    let output = ''
    let errors = ''
    child.stdout.on('data', (text) => {
      output += text
    })
    child.stderr.on('data', (text) => {
      errors += text
    })
    const ended = new Promise<string>((resolve, reject) =>
      child.once('close', (code) =>
        code === 0 ? resolve(output) : reject(new Error(`${code}: ${errors}${output}`)),
      ),
    )
    // It may be awaited later, or never.
    ended.catch(() => undefined)
    return { child, output: () => output, ended }
  }
  return {
    folder,
    key,
    environment,
    start,
    run: (script: string, more?: Record<string, string>) =>
      start('bash', ['-eu', '-o', 'pipefail', '-c', script], more).ended,
  }
}

it.each(['packages/chatsvg/README.md', 'docs/command-line.md'])('the commands of %s', async (document) => {
  const { run, folder } = await openShell()
  await writeFile(join(folder, 'icons.txt'), 'a house\na bell\n')
  const blocks = await readBlocks(document, 'sh')
  // Asks a browser, and has tests of its own.
  const script = blocks.join('').replace(/^npx chatsvg login.*\n/m, '')
  expect(script).not.toBe(blocks.join(''))
  await run(script)
  const files = ['fox-1.svg', 'fox-4.svg', 'blue.svg']
  for (const file of files)
    expect(await readFile(join(folder, file), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>$/)
})

it('the requests of docs/api-keys.md, with the answers that it shows', async () => {
  const { run } = await openShell()
  const [draw = '', quote = ''] = await readBlocks('docs/api-keys.md', 'sh')
  expect(JSON.parse(await run(draw))).toMatchObject({ job: { status: 'SUCCEEDED', generation: {} } })
  const [shown = ''] = await readBlocks('docs/api-keys.md', 'json')
  const answered = JSON.parse(await run(quote))
  expect(answered).toMatchObject({ credits: 4, accepted: true })
  for (const name of Object.keys(answered)) expect(Object.keys(JSON.parse(shown))).toContain(name)
})

it('the request, the receiver and the check of docs/webhooks.md', async () => {
  const { run, start, folder } = await openShell({ scopes: ['pictures:write', 'pictures:read', 'webhooks'] })
  const [make = '', check = ''] = await readBlocks('docs/webhooks.md', 'sh')
  const [receiver = ''] = await readBlocks('docs/webhooks.md', 'js')
  const port = await findFreePort()
  const made = await run(make.replace('https://shop.example/', `http://127.0.0.1:${port}/`))
  const { secret } = JSON.parse(made) as { secret: string }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'receiver.mjs'), receiver.replace('8080', String(port)))
  const running = start(process.execPath, ['receiver.mjs'], { CHATSVG_WEBHOOK_SECRET: secret })
  keep({
    async [Symbol.asyncDispose]() {
      running.child.kill()
      await running.ended.catch(() => undefined)
    },
  })
  await run('npx chatsvg draw "a red fox" -o fox.svg')
  await waitFor('the event', () => running.output().includes('job.succeeded {'))
  const sent = new Date()
  const body = JSON.stringify({ type: 'job.succeeded' })
  const signed = new Webhook(secret).sign('msg_1', sent, body)
  const given = {
    SECRET: secret,
    ID: 'msg_1',
    TIMESTAMP: `${Math.floor(sent.getTime() / 1_000)}`,
    BODY: body,
  }
  expect(`v1,${(await run(check, given)).trim()}`).toBe(signed)
})

it('the settings of docs/mcp.md connect clients that call addresses, and clients that start programs', async () => {
  const { key, environment } = await openShell()
  const settings = (await readBlocks('docs/mcp.md', 'json')).map(
    (block) => JSON.parse(block.replaceAll('chatsvg_live_...', key)).mcpServers.chatsvg,
  )
  const [remote, program] = settings
  const { url, headers } = remote as { url: string; headers: Record<string, string> }
  const { command, args, env } = program as { command: string; args: string[]; env: Record<string, string> }
  for (const transport of [
    new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }),
    new StdioClientTransport({ command, args, env: { ...environment, CHATSVG_URL: '', ...env } }),
  ]) {
    const client = new McpClient({ name: 'test', version: '1.0.0' })
    await client.connect(transport)
    keep({ [Symbol.asyncDispose]: () => client.close() })
    const drawn = await client.callTool({
      name: 'draw_svg',
      arguments: { prompt: 'a red fox', style: 'flat' },
    })
    expect(drawn.structuredContent).toMatchObject({ pictures: [{ prompt: 'a red fox' }] })
  }
})

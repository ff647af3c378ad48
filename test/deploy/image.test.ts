import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { goodSecret, readServiceConfig, readText, roles, root } from './deploy-files.ts'

const dockerfile = readText('Dockerfile')
const instructions = dockerfile
  .replaceAll(/^\s*#.*\n/gm, '')
  .replaceAll('\\\n', ' ')
  .split('\n')
  .filter((line) => line.trim() !== '')
const of = (word: string) =>
  instructions.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))
const finalStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')))

describe('the Dockerfile', () => {
  it('names its base by the full version of a supported Node', () => {
    const stages = of('FROM').map((line) => line.split(/ as /i))
    const names = stages.map(([, name]) => name)
    const bases = stages
      .map(([base = '']) => base)
      .filter((base) => base !== 'scratch' && !names.includes(base))
    expect(bases).toHaveLength(1)
    expect(bases[0]).toMatch(/^node:24\.\d+\.\d+-trixie-slim$/)
  })

  it('ends in a stage without root, with a number that Kubernetes can check', () => {
    expect(finalStage).toContain('USER 10001:10001')
    expect(finalStage.some((line) => line.startsWith('RUN '))).toBe(false)
  })

  it('copies only existing files that .dockerignore does not exclude', () => {
    const ignore = readText('.dockerignore').split('\n')
    const allowed = ignore.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    expect(ignore).toContain('*')
    const sources = of('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(/\s+/).slice(0, -1))
    expect(sources.length).toBeGreaterThan(5)
    for (const source of sources) {
      expect(existsSync(join(root, source)), source).toBe(true)
      expect(
        allowed.some((path) => source === path || source.startsWith(`${path}/`)),
        source,
      ).toBe(true)
    }
  })

  it('has Compose and its own files agree on the port and on a health check', () => {
    expect(finalStage.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true)
    expect(finalStage).toContain('EXPOSE 4000')
    const [environment = ''] = finalStage.filter((line) => line.startsWith('ENV '))
    const values = Object.fromEntries(
      [...environment.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
    )
    const config = readServiceConfig({
      ...values,
      DATABASE_URL: 'postgres://chatsvg@postgres/chatsvg',
      JWT_SECRET: goodSecret,
    })
    expect(config.http).toMatchObject({ host: '0.0.0.0', port: 4000 })
    expect(config.log.format).toBe('json')
  })
})

describe("the image's command", () => {
  const command = join(root, 'deploy/image/chatsvg')
  const run = (...words: string[]) => spawnSync('/bin/sh', [command, ...words], { encoding: 'utf8' })

  it('accepts every program of bin/, and nothing else', () => {
    const { status, stderr } = run('aip')
    expect(status).toBe(64)
    const [, listed = ''] = /usage: chatsvg (.*) \[/.exec(stderr) ?? []
    expect(listed.split(' | ').toSorted()).toEqual([...roles, 'health'].toSorted())
    expect(run().status).toBe(64)
  })
})

describe.runIf(process.platform === 'linux')('chatsvg health', () => {
  async function askHealth(
    status: number | undefined,
  ): Promise<{ code: number; stderr: string; asked: string[] }> {
    const asked: string[] = []
    const server: Server = createServer((req, res) => {
      asked.push(req.url ?? '')
      res.writeHead(status ?? 500).end('{}')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const close = async () => {
      server.close()
      await once(server, 'close')
    }
    if (status === undefined) await close()
    const child = spawn(process.execPath, [join(root, 'deploy/image/health.mjs')], {
      env: { PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    const [code] = (await once(child, 'close')) as [number]
    if (status !== undefined) await close()
    return { code, stderr, asked }
  }

  it('is 0 while the API is healthy', async () => {
    expect(await askHealth(200)).toEqual({ code: 0, stderr: '', asked: ['/api/health'] })
  })

  it('is 1, with the reason, when it answers otherwise or not at all', async () => {
    const unwell = await askHealth(503)
    expect(unwell.code).toBe(1)
    expect(unwell.stderr).toContain('503')
    const gone = await askHealth(undefined)
    expect(gone.code).toBe(1)
    expect(gone.stderr).toContain('ECONNREFUSED')
  })
})

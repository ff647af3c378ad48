import { spawnSync } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { createTestFolder } from '../harness/folder.ts'
import { keep } from '../harness/keep.ts'
import { createGate, smallPicture } from '../harness/scripted-model.ts'
import { openScriptedShare } from '../harness/scripted-processes.ts'
import { limitsOff, runProgram, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'

describe('a second start', () => {
  it('on the same data folder says so in one line and changes nothing', async () => {
    const folder = keep(await createTestFolder())
    const environment = { DATA_DIR: join(folder.path, 'data') }
    const first = keep(await startService('all', environment))
    const second = await runProgram('all', [], environment)
    expect(second.code).toBe(1)
    expect(second.output).toBe(
      `Another chatSVG is already using ${environment.DATA_DIR}. Stop it, or set DATA_DIR to another folder.\n`,
    )
    expect((await new Client(first.url).get('/ready')).status).toBe(200)
  })

  it('on a port in use says so in one line and changes nothing', async () => {
    const folder = keep(await createTestFolder())
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const { code, output } = await runProgram('all', [], {
      PORT: String(port),
      DATA_DIR: join(folder.path, 'data'),
    })
    server.close()
    expect(code).toBe(1)
    expect(output).toBe(
      `Port ${port} on 127.0.0.1 is taken, perhaps by another chatSVG. Stop that, or set PORT.\n`,
    )
    expect(spawnSync('ls', [folder.path], { encoding: 'utf8' }).stdout).toBe('')
  })

  it('after a kill takes over the running database, with all accepted jobs', async () => {
    const folder = keep(await createTestFolder())
    const environment = { DATA_DIR: join(folder.path, 'data'), ...limitsOff }
    const doomed = await startService('all', environment)
    const client = new Client(doomed.url)
    const { email } = await client.register()
    await doomed.kill('SIGKILL')
    const successor = keep(await startService('all', environment))
    const answer = await new Client(successor.url).post('/auth/login', {
      email,
      password: 'a long walk by the sea',
    })
    expect(answer.status).toBe(200)
  })
})

it('an older version stops at a newer schema, and serves when that is allowed', async () => {
  const database = keep(await createTestDatabase())
  await database.pool.query(
    `insert into drizzle.__drizzle_migrations (hash, created_at) select 'of a newer version', max(created_at) + 1 from drizzle.__drizzle_migrations`,
  )
  const environment = { ...limitsOff, DATABASE_URL: database.url, JWT_SECRET: testSecret }
  for (const program of ['api', 'migrate']) {
    const { code, output } = await runProgram(program, [], environment)
    expect(code).toBe(1)
    expect(output).toContain('The database was migrated by a newer chatSVG.')
  }
  const allowed = { ...environment, ALLOW_NEWER_SCHEMA: 'true' }
  expect((await runProgram('migrate', [], allowed)).code).toBe(0)
  const service = keep(await startService('api', allowed))
  const client = new Client(service.url)
  await client.register()
  expect((await client.get('/auth/current-user')).status).toBe(200)
})

describe('the programs', () => {
  it.each(['all', 'api', 'worker', 'migrate'])('%s answers --help', async (name) => {
    const { code, output } = await runProgram(name, ['--help'], {})
    expect(code).toBe(0)
    expect(output).toContain('Usage: ')
    expect(output).toContain('DATABASE_URL')
  })

  it('check the configuration without starting anything, with every problem and its correction', async () => {
    const good = await runProgram('all', ['--check-config'], { JWT_SECRET: testSecret, PORT: '4123' })
    expect(good.code).toBe(0)
    expect(good.output).toContain('PORT=4123')
    expect(good.output).not.toContain(testSecret)
    const unpriced = await runProgram('all', ['--check-config'], {
      DAILY_SPEND_LIMIT_USD: '5',
      OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
      OPENAI_MODELS: 'known,unknown',
      MODEL_PRICES: 'known=1/2',
    })
    expect(unpriced.code).toBe(0)
    expect(unpriced.output).toContain('since they have no price: unknown. Say it in MODEL_PRICES.')
    const bad = await runProgram('all', ['--check-config'], { PORT: 'many', LOG_LEVEL: 'loud' })
    expect(bad.code).toBe(1)
    expect(bad.output).toContain('  PORT must be a whole number from 0 to 65535\n  LOG_LEVEL must be one of')
  })

  it.each(['api', 'worker'])('%s asks for a database that others can share', async (name) => {
    const { code, output } = await runProgram(name, [], {})
    expect(code).toBe(1)
    expect(output).toContain('set DATABASE_URL')
  })

  it('say in one line that a model does not exist', async () => {
    const { code, output } = await runProgram('all', [], { DEFAULT_MODEL: 'gpt-99' })
    expect(code).toBe(1)
    expect(output).toMatch(/^DEFAULT_MODEL is "gpt-99".*\n$/)
  })

  it('migrate, and end with 0', async () => {
    const database = keep(await createTestDatabase())
    const settings = { DATABASE_URL: database.url, JWT_SECRET: testSecret }
    // More than once, because the last line is written while the process ends.
    for (let run = 0; run < 4; run += 1)
      expect(await runProgram('migrate', [], settings)).toMatchObject({
        code: 0,
        output: expect.stringContaining('the schema is current'),
      })
  })
})

it('a stopping worker hands its job back, and another finishes it', async () => {
  const { database, model, environment } = await openScriptedShare()
  const api = keep(await startService('api', environment))
  const leaving = await startService('worker', environment)
  const client = new Client(api.url)
  await client.register()
  const gate = createGate()
  model.respondWith({ kind: 'stream', steps: [smallPicture.slice(0, 60), gate.opened] })
  const { job } = (
    await client.post('/svg/generate-svg', { prompt: 'a blue circle, quite round', style: 'flat' })
  ).body as { job: { id: string } }
  await model.received(1)
  const successor = keep(await startService('worker', environment))
  expect(await leaving.kill('SIGTERM')).toBe(0)
  gate.open()
  await waitFor('the job to be finished', async () => {
    const { job: now } = (await client.get(`/svg/generation-jobs/${job.id}`)).body as {
      job: { status: string }
    }
    return now.status === 'SUCCEEDED'
  })
  const { rows } = await database.pool.query('select attempts from generation_jobs where id = $1', [job.id])
  expect(rows).toEqual([{ attempts: 1 }])
  // It came through the queue, not from the sweeper.
  expect(successor.output()).not.toContain('enqueued overdue')
})

it('a request whose body never arrives does not prevent a graceful shutdown', async () => {
  const database = keep(await createTestDatabase())
  const api = await startService('api', { DATABASE_URL: database.url, JWT_SECRET: testSecret })
  const { port } = new URL(api.url)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(
    'POST /api/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
  )
  await new Client(api.url).get('/health')
  expect(await api.kill('SIGTERM')).toBe(0)
})

it('no secret and no prompt is in the log of a whole journey', async () => {
  const folder = keep(await createTestFolder())
  const service = keep(
    await startService('all', { DATA_DIR: join(folder.path, 'data'), LOG_LEVEL: 'trace', ...limitsOff }),
  )
  const client = new Client(service.url)
  const { email } = await client.register()
  await client.post('/auth/login', { email, password: 'not the password at all' })
  const { job } = (
    await client.post('/svg/generate-svg', { prompt: 'canaryprompt of a small house', style: 'flat' })
  ).body as { job: { id: string } }
  await waitFor('the picture', async () => {
    const { job: now } = (await client.get(`/svg/generation-jobs/${job.id}`)).body as {
      job: { status: string }
    }
    return now.status === 'SUCCEEDED'
  })
  const secrets = [
    ...client.cookies.values(),
    email,
    'a long walk by the sea',
    'not the password',
    'canaryprompt',
  ]
  await service.kill('SIGTERM')
  const log = service.output()
  expect(log).toContain('job succeeded')
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
})

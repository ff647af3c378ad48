/**
 * `npm run screenshots`: every page of the web app, at three widths and in both themes, as PNG files in
 * ./screenshots. The service has a temporary embedded database, seeded by the composer. `npm run screenshots
 * -- make gallery` takes only those.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchBrowser } from '../harness/browser-path.ts'
import { Client } from '../harness/client.ts'
import { createTestFolder } from '../harness/folder.ts'
import { startScriptedModel } from '../harness/scripted-model.ts'
import { limitsOff, runProgram, startService } from '../harness/service.ts'
import { startStripeServer } from '../harness/stripe-server.ts'
import { cookiesFor, untilStill } from '../harness/web-app-browser.ts'
import { scenes } from './scenes.ts'
import { halfAPicture, seedWebApp } from './seed.ts'

const widths = [
  { width: 360, height: 740 },
  { width: 1280, height: 860 },
  { width: 2560, height: 1440 },
]
const folder = join(import.meta.dirname, '../../screenshots')
const wanted = process.argv.slice(2)

// Draws half of a picture and then pauses, so that a running drawing can be seen.
const model = await startScriptedModel()
model.otherwiseRespondWith({ kind: 'stream', steps: [halfAPicture, new Promise(() => undefined)] })
const stripe = await startStripeServer()
const data = await createTestFolder()
const dataFolder = join(data.path, 'data')
const service = await startService('all', {
  ...limitsOff,
  ...stripe.environment,
  DATA_DIR: dataFolder,
  SIGNUP_CREDITS: '100',
  OPENAI_BASE_URL: model.url,
  OPENAI_MODELS: 'llama-3.3-70b',
  DEFAULT_MODEL: 'composer',
})
const user = new Client(service.url)
const seeded = await seedWebApp(user, stripe)
const admin = new Client(service.url)
await promote((await admin.register('grace@example.com')).email)
const browser = await launchBrowser()
try {
  for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    rmSync(join(folder, scene.name), { recursive: true, force: true })
    mkdirSync(join(folder, scene.name), { recursive: true })
    for (const viewport of widths)
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({
          baseURL: service.url,
          viewport,
          colorScheme,
          reducedMotion: 'reduce',
        })
        if (scene.by !== 'visitor')
          await context.addCookies(cookiesFor(service.url, scene.by === 'admin' ? admin : user))
        const page = await context.newPage()
        await page.goto(scene.path(seeded))
        await scene.arrange?.(page, seeded).catch(async (error: unknown) => {
          await page.screenshot({ path: join(folder, scene.name, 'stuck.png') })
          throw error
        })
        await settle(page)
        await page.screenshot({ path: join(folder, scene.name, `${viewport.width}-${colorScheme}.png`) })
        await scene.leave?.(page)
        await context.close()
      }
    process.stdout.write(`${scene.name}\n`)
  }
} finally {
  await browser.close()
  await service[Symbol.asyncDispose]()
  await model[Symbol.asyncDispose]()
  await stripe[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
}

/** Fonts and pictures are loaded, and no animation runs. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(untilStill)
}

/** On the command line, so that the action is in the log of actions. */
async function promote(email: string): Promise<void> {
  const args = ['user', 'promote', email, '--yes', '--reason', 'looks after the pictures']
  const { code, output } = await runProgram('admin', args, { DATA_DIR: dataFolder })
  if (code !== 0) throw new Error(output)
}

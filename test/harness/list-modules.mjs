// Loaded with `node --import` into a process of the service: writes the URL of every module that it loads to
// the file in LOADED_MODULES.
import { appendFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { isMainThread } from 'node:worker_threads'

const file = process.env.LOADED_MODULES
const hooks = `
  import { appendFileSync } from 'node:fs'
  export async function resolve(specifier, context, next) {
    const found = await next(specifier, context)
    appendFileSync(${JSON.stringify(file)}, found.url + '\\n')
    return found
  }`

if (isMainThread && file) {
  register(`data:text/javascript,${encodeURIComponent(hooks)}`)
  // Modules that CommonJS modules require are not reported to the hook.
  const { cache } = createRequire(import.meta.url)
  process.on('exit', () => appendFileSync(file, Object.keys(cache).join('\n')))
}

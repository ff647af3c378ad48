// Loaded with `node --import` into a process of the service: writes the address of every module that it loads
// to the file that LOADED_MODULES names.
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
  // What is required by modules of the older kind goes by no hook.
  const { cache } = createRequire(import.meta.url)
  process.on('exit', () => appendFileSync(file, Object.keys(cache).join('\n')))
}

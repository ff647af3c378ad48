import type { BuildCompilerFromPool } from '@fastify/ajv-compiler'
import type { SerializerFactory } from '@fastify/fast-json-stringify-compiler'
import type { onRequestHookHandler } from 'fastify'
import { forSerialiser } from './answer-schema.ts'

type Validate = ReturnType<ReturnType<BuildCompilerFromPool>>
type Serialize = ReturnType<ReturnType<SerializerFactory>>

export type LazyCompilers = {
  buildValidator: BuildCompilerFromPool
  buildSerializer: SerializerFactory
  /** A hook that must run before every request. */
  load: onRequestHookHandler
}

/**
 * Fastify's own schema compilers, loaded for the first request. Each schema is compiled when it is first
 * used, because compiling all of them takes CPU time at every start, and memory for routes that nobody calls.
 */
export function createLazyCompilers(): LazyCompilers {
  let loaded: Awaited<ReturnType<typeof loadCompilers>> | undefined
  const compilers = () => {
    if (!loaded) throw new Error('a request has come before its hook')
    return loaded
  }
  return {
    buildValidator(...settings) {
      let compile: ReturnType<BuildCompilerFromPool> | undefined
      return (...route) => {
        let compiled: Validate | undefined
        const validate = ((data: unknown) => {
          compile ??= compilers().buildValidator(...settings)
          compiled ??= compile(...route)
          const isValid = compiled(data)
          validate.errors = compiled.errors
          return isValid
        }) as Validate
        return validate
      }
    },
    buildSerializer(...settings) {
      let compile: ReturnType<SerializerFactory> | undefined
      return (route) => {
        let compiled: Serialize | undefined
        return (data) => {
          compile ??= compilers().buildSerializer(...settings)
          compiled ??= compile({ ...route, schema: forSerialiser(route.schema) })
          return compiled(data)
        }
      }
    },
    load(_req, _reply, done) {
      if (loaded) return done()
      loadCompilers().then((both) => {
        // Concurrent requests load the modules once and share the compilers.
        loaded ??= both
        done()
      }, done)
    },
  }
}

async function loadCompilers() {
  const [{ AjvCompiler }, { SerializerSelector }] = await Promise.all([
    import('@fastify/ajv-compiler'),
    import('@fastify/fast-json-stringify-compiler'),
  ])
  return { buildValidator: AjvCompiler(), buildSerializer: SerializerSelector() }
}

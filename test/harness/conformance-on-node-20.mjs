// Loaded with `node --import` into the conformance suite of the Model Context Protocol, which imports
// `globSync` of Node 22 for a command that the tests do not use.
import * as fs from 'node:fs'
import { register } from 'node:module'

const hooks = `
  export function resolve(specifier, context, next) {
    const isSuite = context.parentURL?.includes('/@modelcontextprotocol/conformance/')
    return specifier === 'fs' && isSuite ? { url: 'suite:fs', shortCircuit: true } : next(specifier, context)
  }
  export function load(url, context, next) {
    if (url !== 'suite:fs') return next(url, context)
    const source = "export * from 'node:fs'; export { default } from 'node:fs'; export const globSync = undefined"
    return { format: 'module', source, shortCircuit: true }
  }`

if (!('globSync' in fs)) register(`data:text/javascript,${encodeURIComponent(hooks)}`)

import '@angular/compiler'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as angularCore from '@angular/core'
import { provideZonelessChangeDetection, type Type } from '@angular/core'
import { type BootstrapContext, bootstrapApplication } from '@angular/platform-browser'
import { provideServerRendering, renderApplication } from '@angular/platform-server'
import { transform } from 'esbuild'
import type { Component } from 'svelte'
import { compile as compileSvelte } from 'svelte/compiler'
import { afterAll, describe, expect, it } from 'vitest'
import { openOracles } from '../../../test/corpus/oracles.ts'
import { readAttacks } from '../../../test/corpus/read-attacks.ts'
import { type ComponentForm, sanitizeSvg, toComponent } from './index.ts'

const oracles = openOracles()
afterAll(() => oracles.close())
const require = createRequire(import.meta.url)

const sanitise = (source: string): string => {
  const result = sanitizeSvg(source, { idPrefix: 'p-' })
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}
const samplesFolder = new URL('../../../test/corpus/samples/', import.meta.url)
const samples = readdirSync(samplesFolder).map((file): [string, string] => [
  file,
  sanitise(readFileSync(new URL(file, samplesFolder), 'utf8')),
])
const wrap = (body: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${body}</svg>`
/** Texts that some framework could treat as its own syntax. */
const tricky = sanitise(
  wrap(
    `<title>{{ 1 + 1 }} {1} @if (true) {x} \`$\u007b1}\` &lt;b> &amp;amp; \\n</title><g aria-label="{{1}}{2}@for"><text xml:space="preserve" font-family="'{{ a }}'" y="5">{{constructor}}  two  <tspan fill="red"> {#if x}</tspan> &lt;/template> \\u0041</text></g>`,
  ),
)

type Render = (source: string) => Promise<string>

const evaluate = (code: string, load: (name: string) => unknown): Record<string, unknown> => {
  const module = { exports: {} as Record<string, unknown> }
  new Function('require', 'module', 'exports', code)(load, module, module.exports)
  return module.exports
}

const renderVue: Render = async (source) => {
  const { compileTemplate, parse } = require('vue/compiler-sfc') as typeof import('vue/compiler-sfc')
  const { createSSRApp } = require('vue') as typeof import('vue')
  const { renderToString } = require('@vue/server-renderer') as typeof import('@vue/server-renderer')
  const { descriptor, errors } = parse(source)
  expect(errors).toEqual([])
  const template = compileTemplate({
    source: descriptor.template?.content ?? '',
    filename: 'picture.vue',
    id: 'picture',
    ssr: true,
    ssrCssVars: [],
  })
  expect([...template.errors, ...template.tips]).toEqual([])
  const { code } = await transform(template.code, { format: 'cjs' })
  const markup = await renderToString(createSSRApp(evaluate(code, require)))
  return markup.replaceAll(/<!--[^>]*-->/g, '')
}

const renderSvelte: Render = async (source) => {
  const { render } = await import('svelte/server')
  const { js, warnings } = compileSvelte(source, { generate: 'server', name: 'Picture' })
  const faults = warnings.map(({ code }) => code).filter((code) => !/^a11y|^bidirectional/.test(code))
  expect(faults).toEqual([])
  const server: unknown = await import('svelte/internal/' + 'server')
  const { code } = await transform(js.code, { format: 'cjs' })
  const { default: component } = evaluate(code, (name) => {
    if (name === 'svelte/internal/server') return server
    throw new Error(`the component imports ${name}`)
  })
  return render(component as Component, { props: {} }).body.replaceAll(/<!--[^>]*-->/g, '')
}

const renderAngular: Render = async (source) => {
  const { code } = await transform(source, {
    loader: 'ts',
    format: 'cjs',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  })
  const component = Object.values(evaluate(code, () => angularCore))[0] as Type<unknown>
  const selector = /selector: '([\w-]+)'/.exec(source)?.[1] ?? ''
  const page = await renderApplication(
    (context: BootstrapContext) =>
      bootstrapApplication(
        component,
        { providers: [provideServerRendering(), provideZonelessChangeDetection()] },
        context,
      ),
    { document: `<html><body><${selector}></${selector}></body></html>` },
  )
  return /<svg[\s\S]*<\/svg>/.exec(page)?.[0] ?? ''
}

/** Removes additions of the frameworks, and normalises styles. */
const withoutMarks = (markup: string) =>
  markup
    .replaceAll(/ (?:_ng\w+|ng-\w+|data-v-\w+)(?:-\w+)*(?:="[^"]*")?/g, '')
    .replaceAll(
      / style="([^"]*)"/g,
      (_, style: string) => ` style="${style.replace(/\s*([:;])\s*/g, '$1').replace(/;$/, '')}"`,
    )

const frameworks: [name: string, form: ComponentForm, render: Render][] = [
  ['Vue', 'vue', renderVue],
  ['Svelte', 'svelte', renderSvelte],
  ['Angular', 'ts', renderAngular],
]

describe.each(frameworks)('a component for %s', (_framework, form, render) => {
  /** White space between shapes is layout; inside of texts it counts. */
  const expectSame = async (svg: string) => {
    const markup = withoutMarks(await render(toComponent(svg, { name: 'Picture', form })))
    // What they write for a server is HTML, with names of attributes in one case.
    expect(oracles.readAsHtml(markup)).toBe(oracles.readAsXml(svg))
  }

  it.each(samples)('of %s draws the same tree', async (_file, svg) => {
    await expectSame(svg)
  })

  it('treats nothing in a picture as code or markup', async () => {
    await expectSame(tricky)
  })

  it('draws the picture of every attack that gives one', async () => {
    const survivors = readAttacks().filter(({ rejection }) => rejection === null)
    for (const { source } of survivors) await expectSame(sanitise(source))
  })
})

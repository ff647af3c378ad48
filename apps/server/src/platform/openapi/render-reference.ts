import { escapeHtml } from '../html/index.ts'
import {
  type ApiDocument,
  type MediaType,
  type OperationObject,
  type Parameter,
  type ResponseObject,
  resolve,
} from './document.ts'
import { referenceStyle } from './reference-style.ts'
import { describeType, renderMarkdown, renderSchema } from './render-schema.ts'

type Call = { method: string; path: string; operation: OperationObject }

const securityWords: Record<string, string> = {
  session: 'the session cookie',
  refreshToken: 'the refresh cookie',
  csrf: 'the CSRF token',
  bearer: 'a bearer token',
}

/** @returns the document as one HTML page, which needs only its own style. */
export function renderReference(document: ApiDocument): string {
  const { info, tags, components } = document
  const calls = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): Call => ({ method, path, operation })),
  )
  const sections = tags.map((tag) => ({
    ...tag,
    calls: calls.filter(({ operation }) => operation.tags?.includes(tag.name)),
  }))
  const schemas = Object.entries(components.schemas)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(info.title)} API</title>
<style>${referenceStyle}</style>
</head>
<body>
<div class="page">
<nav aria-label="Contents">
${sections.map((section) => renderContents(section.name, section.calls)).join('\n')}
<h2>Shapes</h2>
<ul>${schemas.map(([name]) => `<li><a href="#shape-${name}">${name}</a></li>`).join('')}</ul>
</nav>
<main>
<h1>${escapeHtml(info.title)} API</h1>
<p class="faint">Version ${escapeHtml(info.version)} · for programs: <a href="openapi.json">OpenAPI ${escapeHtml(document.openapi)}</a></p>
${renderMarkdown(info.description)}
<h2>Proof of who calls</h2>
${renderTable(
  Object.entries(components.securitySchemes).map(([name, scheme]) => [
    `${escapeHtml(capitalise(securityWords[name] ?? name))}`,
    `${scheme.type === 'apiKey' ? `<p>${escapeHtml(String(scheme.in))} <code>${escapeHtml(String(scheme.name))}</code></p>` : '<p>header <code>Authorization</code></p>'}${renderMarkdown(String(scheme.description))}`,
  ]),
)}
${sections
  .map(
    (section) => `<h2>${escapeHtml(section.name)}</h2>
<p>${escapeHtml(section.description)}</p>
${section.calls.map((call) => renderCall(document, call)).join('\n')}`,
  )
  .join('\n')}
<h2>Shapes</h2>
${schemas
  .map(
    ([name, schema]) => `<article id="shape-${name}"><h3>${name}</h3>
${typeof schema.description === 'string' ? renderMarkdown(schema.description) : ''}${renderSchema(schema)}</article>`,
  )
  .join('\n')}
<h2>Headers of answers</h2>
${renderTable(
  Object.entries(components.headers).map(([name, { description = '' }]) => [
    `<code>${escapeHtml(headerName(name))}</code>`,
    renderMarkdown(description),
  ]),
)}
</main>
</div>
</body>
</html>
`
}

function renderContents(name: string, calls: Call[]): string {
  const items = calls.map(
    ({ operation: { operationId = '', summary = '' } }) =>
      `<li><a href="#${operationId}">${escapeHtml(summary)}</a></li>`,
  )
  return `<h2>${escapeHtml(name)}</h2>\n<ul>${items.join('')}</ul>`
}

function renderCall(document: ApiDocument, { method, path, operation }: Call): string {
  const { parameters = [], requestBody, responses } = operation
  const [body] = Object.values(requestBody?.content ?? {})
  return `<article id="${operation.operationId}">
<h3>${escapeHtml(operation.summary ?? '')}</h3>
<p class="call"><span class="method ${method}">${method.toUpperCase()}</span> ${escapeHtml(path)}</p>
${renderMarkdown(operation.description ?? '')}
<p class="faint">${escapeHtml(describeSecurity(operation.security))}</p>
${parameters.length > 0 ? `<h4>Parameters</h4>\n${renderTable(parameters.map(parameterRow))}` : ''}
${body ? `<h4>Body</h4>\n${renderMedia('application/json', body)}` : ''}
<h4>Answers</h4>
${Object.entries(responses)
  .map(([status, response]) => renderAnswer(status, resolve(document, response)))
  .join('\n')}
</article>`
}

const parameterRow = ({ name, in: place, required, description = '', schema = {} }: Parameter) => [
  `<code>${escapeHtml(name)}</code><br><span class="faint">${place}${required ? '' : ', optional'}</span>`,
  `<p>${describeType(schema)}</p>${renderMarkdown(description)}`,
]

/** Problems differ only in their codes and texts, so only those are shown. */
function renderAnswer(status: string, { description, headers = {}, content = {} }: ResponseObject): string {
  const headerRows = Object.entries(headers).flatMap(([name, header]) =>
    '$ref' in header ? [] : [[`<code>${escapeHtml(name)}</code>`, renderMarkdown(header.description ?? '')]],
  )
  const bodies = Object.entries(content).map(([type, media]) =>
    type === 'application/problem+json' ? renderProblems(media) : renderMedia(type, media),
  )
  const inside = `${headerRows.length > 0 ? renderTable(headerRows) : ''}${bodies.join('')}`
  const title = `<span class="status">${status}</span> ${renderInline(description)}`
  return inside === ''
    ? `<p>${title}</p>`
    : `<details${status < '300' ? ' open' : ''}><summary>${title}</summary><div>${inside}</div></details>`
}

function renderProblems({ examples = {} }: MediaType): string {
  const rows = Object.values(examples).map(({ value }) => {
    const { code, error } = value as { code: string; error: string }
    return [`<code>${escapeHtml(code)}</code>`, escapeHtml(error)]
  })
  return renderTable(rows)
}

function renderMedia(type: string, { schema, example }: MediaType): string {
  const shown = typeof example === 'string' ? example : JSON.stringify(example, null, 2)
  return `<p class="faint">${escapeHtml(type)}</p>
${schema ? renderSchema(schema) : ''}
${example === undefined ? '' : `<pre><code>${escapeHtml(shown)}</code></pre>`}`
}

function describeSecurity(security: OperationObject['security'] = []): string {
  const ways = security.map((way) => Object.keys(way).map((name) => securityWords[name] ?? name))
  const open = ways.length === 0 || ways.some((names) => names.length === 0)
  const needed = ways.filter((names) => names.length > 0).map((names) => names.join(' and '))
  if (needed.length === 0) return 'Anybody may call it.'
  return open
    ? `Anybody may call it; who shows ${needed.join(', or ')} is known.`
    : `Needs ${needed.join(', or ')}.`
}

const renderTable = (rows: string[][]) =>
  `<table><tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</tbody></table>`

const renderInline = (text: string) => renderMarkdown(text).replace(/^<p>|<\/p>$/g, '')
const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** XRateLimitLimit: X-Rate-Limit-Limit as it is sent. Header names are case-insensitive. */
const headerName = (name: string) =>
  name.replace(/(?<=[a-z])(?=[A-Z])|(?<=^X)(?=[A-Z])/g, '-').replace('Rate-Limit', 'RateLimit')

import { escapeHtml } from '../html/index.ts'
import type { Schema } from './document.ts'

/** The part of CommonMark that descriptions use: paragraphs and code. */
export function renderMarkdown(text: string): string {
  if (text === '') return ''
  return text
    .split('\n\n')
    .map((paragraph) => `<p>${escapeHtml(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('')
}

/** @returns the members of an object as a table, anything else in words. */
export function renderSchema(schema: Schema): string {
  const rows = listMembers(schema, '')
  if (rows.length === 0) return `<p>${describeType(schema)}${describe(schema)}</p>`
  return `<table><tbody>${rows.join('')}</tbody></table>`
}

/** @returns the constraints of a value, as HTML. */
export function describeType(schema: Schema): string {
  const { $ref, type, anyOf, items, format, pattern, contentMediaType } = schema
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1) ?? ''
    return `<a href="#shape-${name}">${name}</a>`
  }
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => code(value)).join(' · ')
  if ('const' in schema) return code(schema.const)
  if (Array.isArray(anyOf)) return anyOf.map((option: Schema) => describeType(option)).join(' or ')
  if (type === 'array') return `list of ${describeType(asSchema(items))}`
  const kind = contentMediaType ?? format ?? type ?? 'anything'
  const matching = typeof pattern === 'string' ? `, matching <code>${escapeHtml(pattern)}</code>` : ''
  return `${escapeHtml(String(kind))}${describeRange(schema)}${matching}`
}

function describeRange({ minimum, maximum, minLength, maxLength, default: usual }: Schema): string {
  const range = (from: unknown, to: unknown, unit: string) => {
    if (from !== undefined && to !== undefined) return `, ${from} to ${to}${unit}`
    if (from !== undefined) return `, at least ${from}${unit}`
    return to === undefined ? '' : `, at most ${to}${unit}`
  }
  const fallback = usual === undefined ? '' : `, ${JSON.stringify(usual)} when absent`
  return range(minimum, maximum, '') + range(minLength, maxLength, ' characters') + fallback
}

function listMembers(schema: Schema, prefix: string): string[] {
  const { properties, required } = schema
  const needed = Array.isArray(required) ? required : []
  return Object.entries(asSchema(properties)).flatMap(([name, value]) => {
    const member = asSchema(value)
    const optional = needed.includes(name) ? '' : '<br><span class="faint">optional</span>'
    const row = `<tr><td><code>${escapeHtml(prefix + name)}</code>${optional}</td><td>${describeType(member)}${describe(member)}</td></tr>`
    return [row, ...listMembers(innerOf(member), `${prefix}${name}${member.type === 'array' ? '[]' : ''}.`)]
  })
}

/**
 * The schema that has members: the object itself, each item of a list, or the one of two that is not null.
 */
function innerOf(schema: Schema): Schema {
  if (schema.type === 'array') return asSchema(schema.items)
  if (!Array.isArray(schema.anyOf)) return schema
  return schema.anyOf.map(asSchema).find((option) => option.type === 'object') ?? {}
}

const describe = ({ description }: Schema) =>
  typeof description === 'string'
    ? ` <span class="faint">${renderMarkdown(description).replace(/<\/?p>/g, '')}</span>`
    : ''
const asSchema = (value: unknown): Schema =>
  typeof value === 'object' && value !== null ? (value as Schema) : {}
const code = (value: unknown) =>
  `<code>${escapeHtml(typeof value === 'string' ? value : JSON.stringify(value))}</code>`

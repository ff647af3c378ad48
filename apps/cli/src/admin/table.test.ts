import { escapeControls } from '@chatsvg/server/platform/text'
import { expect, it } from 'vitest'
import { renderFields, renderTable } from './table.ts'

// Clears the screen, hides the cursor, writes backwards, begins a line, sets a title in eight bits.
const hostile = 'fox\u001b[2J\u001b[?25l\u202etxt\u2066\r\nroot  granted\t\u009d0;title\u0007\u2028'
const escaped =
  'fox\\u001b[2J\\u001b[?25l\\u202etxt\\u2066\\u000d\\u000aroot  granted\\u0009\\u009d0;title\\u0007\\u2028'

it('what users wrote moves no cursor and begins no line', () => {
  expect(renderTable(['prompt'], [[hostile]])).toBe(`prompt\n${'-'.repeat(escaped.length)}\n${escaped}`)
  expect(renderFields({ prompt: hostile, style: null })).toBe(`prompt  ${escaped}\nstyle   -`)
})

it('text in other scripts and emoji are not changed', () => {
  const text =
    '\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \ud83d\udc69\u200d\ud83d\ude80 caf\u00e9'
  expect(renderFields({ text })).toBe(`text  ${text}`)
})

it('a document stays JSON with the same values', () => {
  const document = JSON.stringify({ prompt: hostile }, null, 2)
  const shown = escapeControls(document, 'many lines')
  expect(shown).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u)
  expect(JSON.parse(shown)).toEqual({ prompt: hostile })
})

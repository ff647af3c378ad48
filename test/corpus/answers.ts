/**
 * Answers in the forms that models give. The expected picture has a light background and a disc in `#e33`;
 * drafts have another colour.
 */
export interface Answer {
  title: string
  text: string
}

const NS = 'xmlns="http://www.w3.org/2000/svg"'
const BODY = '<rect width="256" height="256" fill="#fff8e8"/><circle cx="128" cy="110" r="70" fill="#e33"/>'
export const DISC = `<svg ${NS} viewBox="0 0 256 256">${BODY}</svg>`
/** Much longer than the picture, to test the choice by size. */
const DRAFT = `<svg ${NS} viewBox="0 0 256 256">${'<circle cx="20" cy="20" r="4" fill="#0a0"/>'.repeat(40)}</svg>`
const PROSE = 'The disc is red and the ground is light. '.repeat(40)
const CUT_DRAFT = DRAFT.slice(0, 300)
const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const escapeByNumber = (text: string): string => text.replaceAll('<', '&#60;').replaceAll('>', '&#x3E;').replaceAll('"', '&#34;')
const escapeJson = (text: string): string => JSON.stringify({ svg: text })
const escapeJsonByNumber = (text: string): string => escapeJson(text).replaceAll('<', '\\u003c').replaceAll('>', '\\u003E')

export const THOUGHTFUL_ANSWERS: readonly Answer[] = [
  { title: 'a thought', text: `<think>${DRAFT} Simpler.</think>\n${DISC}` },
  { title: 'a thought in capitals, with an attribute', text: `<THINK mode="deep">${DRAFT}</THINK>${DISC}` },
  { title: 'thinking', text: `<thinking>\n${DRAFT}\n</thinking>\n\n${DISC}` },
  { title: 'reasoning', text: `<reasoning>${DRAFT}</reasoning>${DISC}` },
  { title: 'a thought in brackets', text: `[THINK]${DRAFT}[/THINK]${DISC}` },
  { title: 'a thought between triangles', text: `◁think▷${DRAFT}◁/think▷${DISC}` },
  { title: 'a thought between bars', text: `<|begin_of_thought|>${DRAFT}<|end_of_thought|>${DISC}` },
  { title: 'channels', text: `<|channel|>analysis<|message|>${DRAFT}<|end|><|start|>assistant<|channel|>final<|message|>${DISC}<|return|>` },
  { title: 'channels of another form', text: `<|channel>thought\n${DRAFT}\n<channel|>${DISC}` },
  { title: 'channels without their marks', text: `analysisI draw a disc. ${DRAFT} Good.assistantfinal${DISC}` },
  { title: 'an end without a beginning', text: `First ${DRAFT}. Simpler.\n</think>\n${DISC}` },
  { title: 'an end in brackets without a beginning', text: `First ${DRAFT}. Simpler. [/THINK]\n${DISC}` },
  { title: 'a draft that is given up within the thought', text: `<think>${CUT_DRAFT} no, simpler.</think>${DISC}` },
  { title: 'a draft that is given up before an end without a beginning', text: `${CUT_DRAFT} no, simpler.</think>${DISC}` },
  { title: 'two thoughts', text: `<think>${DRAFT}</think> First a look. <think>${DRAFT}</think>${DISC}` },
  { title: 'a thought after a draft', text: `${DISC.replace('#e33', '#0a0')}<think>The disc must be red.</think>${DISC}` },
  { title: 'a thought that speaks of its end', text: `<think>I must write </think> before the picture. ${DRAFT} </think>${DISC}` },
  { title: 'an end that is left over', text: `<think>Short.</think>${DISC}\n</think>\n` },
  { title: 'a mark that is named in a line of prose', text: `I was told to use no <think> tags. ${DISC}` },
  { title: 'escapes after a thought', text: `<think>${DRAFT}</think>\`\`\`json\n${escapeJson(DISC)}\n\`\`\`` },
  { title: 'a thought within escapes', text: escapeHtml(`<think>${DRAFT}</think>${DISC}`) },
]

export const WORDY_ANSWERS: readonly Answer[] = [
  { title: 'a tag that is named', text: `I use an <svg> root.\n${DISC}\n${PROSE}` },
  { title: 'tags that are named before and after', text: `Between <svg> and </svg> I draw:\n${DISC}\nThe <svg> has a <circle> in it and ends with </svg>. ${PROSE}` },
  { title: 'a tag with attributes that is named', text: `A \`<svg viewBox="0 0 256 256">\` it is.\n${DISC}\n${PROSE}` },
  { title: 'a tag that is named and does not end', text: `It begins with <svg and goes on.\n${DISC}` },
  { title: 'a bare tag before the picture', text: `It begins with\n<svg>\n${DISC}\n${PROSE}` },
  { title: 'a picture that is given up', text: `\`\`\`svg\n${CUT_DRAFT}\n\`\`\`\nNo, simpler:\n\`\`\`svg\n${DISC}\n\`\`\`` },
  { title: 'two pictures', text: `${DISC.replace('#e33', '#0a0')}\nOr better:\n${DISC}` },
  { title: 'an example of a detail at the end', text: `${DISC}\nThe disc alone: <svg><circle r="70"/></svg>` },
  { title: 'a component after the picture', text: `\`\`\`svg\n${DISC}\n\`\`\`\nIn React:\n\`\`\`jsx\nexport const Disc = (props) => (<svg viewBox="0 0 256 256" {...props}>${BODY.replaceAll('"', "'")}</svg>)\n\`\`\`` },
  { title: 'a script that writes the picture', text: `\`\`\`python\nopen('a.svg', 'w').write('${DRAFT}')\n\`\`\`\nIt gives\n\`\`\`xml\n${DISC}\n\`\`\`` },
  { title: 'a page around it', text: `\`\`\`html\n<!DOCTYPE html>\n<html><body>\n${DISC}\n</body></html>\n\`\`\`` },
  { title: 'a comment in prose', text: `<!-- the picture <svg> -->\n${DISC}\n<!-- end </svg> -->` },
  { title: 'a comment that never ends', text: `<!-- the picture\n${DISC}` },
  { title: 'a draft that is cut off by the end of the answer', text: `${DISC}\nNow with more detail:\n${DISC.slice(0, 120)}` },
]

export const WRAPPED_ANSWERS: readonly Answer[] = [
  { title: 'JSON', text: escapeJson(DISC) },
  { title: 'JSON with brackets by number', text: escapeJsonByNumber(DISC) },
  { title: 'JSON in JSON', text: escapeJson(escapeJson(DISC)) },
  { title: 'JSON with line ends alone', text: `{"svg":"${DISC.replaceAll('"', "'").replaceAll('><', '>\\n  <')}"}` },
  { title: 'HTML', text: `<pre>${escapeHtml(DISC)}</pre>` },
  { title: 'HTML by number', text: escapeByNumber(DISC) },
  { title: 'HTML twice', text: escapeHtml(escapeHtml(DISC)) },
  { title: 'HTML after a tag that is named', text: `An <svg> root: ${escapeHtml(DISC)}` },
]

const withBody = (body: string): string => `<svg ${NS} viewBox="0 0 256 256">${body}</svg>`
const root = (attributes: string): string => `<svg ${attributes} viewBox="0 0 256 256">${BODY}</svg>`

/** Small mistakes in the SVG whose meaning is still clear. */
export const FAULTY_ANSWERS: readonly Answer[] = [
  { title: 'no namespace', text: `<svg viewBox="0 0 256 256">${BODY}</svg>` },
  { title: 'a second namespace', text: root(`${NS} ${NS}`) },
  { title: 'a second namespace that differs', text: root(`${NS} xmlns="http://www.w3.org/1999/xhtml"`) },
  { title: 'a namespace with https', text: root('xmlns="https://www.w3.org/2000/svg"') },
  { title: 'a namespace with a slash at its end', text: root('xmlns="http://www.w3.org/2000/svg/"') },
  { title: 'a namespace without www', text: root('xmlns="http://w3.org/2000/svg"') },
  { title: 'a namespace as a link', text: root('xmlns="[http://www.w3.org/2000/svg](http://www.w3.org/2000/svg)"') },
  { title: 'a namespace between angle brackets', text: root('xmlns="<http://www.w3.org/2000/svg>"') },
  { title: 'a prefix', text: `<svg:svg xmlns:svg="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${BODY.replaceAll('<', '<svg:')}</svg:svg>` },
  { title: 'a prefix that nobody declares', text: `<s:svg viewBox="0 0 256 256">${BODY.replaceAll('<', '<s:')}</s:svg>` },
  { title: 'a prefix on the root alone', text: `<svg:svg xmlns:svg="http://www.w3.org/2000/svg" viewBox="0 0 256 256">${BODY}</svg:svg>` },
  { title: 'an attribute twice', text: DISC.replace('fill="#e33"', 'fill="#e33" fill="#0a0"') },
  { title: 'a greater-than sign in a value', text: root(`aria-label="left > right" ${NS}`) },
  { title: 'a less-than sign in a value', text: root(`aria-label="left < right" ${NS}`) },
  { title: 'values without quotes', text: DISC.replaceAll(/="([\w#]+)"/g, '=$1') },
  { title: 'a value without quotes before the slash', text: withBody('<rect width="256" height="256" fill="#fff8e8"/><circle cx=128 cy=110 r=70 fill=#e33/>') },
  { title: 'values in braces', text: DISC.replaceAll(/="(\d+)"/g, '={$1}') },
  { title: 'quotes of typesetters', text: DISC.replaceAll(/="([^"]*)"/g, '=“$1”') },
  { title: 'no blank between attributes', text: DISC.replaceAll('" ', '"') },
  { title: 'no-break spaces', text: DISC.replaceAll(' ', '\u00a0') },
  { title: 'invisible characters', text: DISC.replaceAll('" ', '"\u200b \ufeff') },
  { title: 'an attribute without a value', text: DISC.replace('<circle ', '<circle hidden-nowhere ') },
  { title: 'a quote too many', text: DISC.replace('r="70"', 'r="70""') },
  { title: 'a comma between attributes', text: DISC.replace('r="70" ', 'r="70", ') },
  { title: 'a blank within the end of a tag', text: DISC.replaceAll('"/>', '" / >') },
  { title: 'control characters', text: DISC.replace('<circle', '\u0001\u000b<circle').replace('#e33', '#e\u000033') },
  { title: 'half a character', text: DISC.replace('<circle', '\ud83d<circle') },
  { title: 'a declaration inside', text: DISC.replace('<rect', '<?xml version="1.0"?><rect') },
  { title: 'a comment with dashes', text: DISC.replace('<circle', '<!-- -- disc -- --><circle') },
  { title: 'an HTML line break', text: DISC.replace('<circle', '<br><circle') },
  { title: 'an element of HTML without an end', text: DISC.replace('<circle', '<hr><circle') },
]

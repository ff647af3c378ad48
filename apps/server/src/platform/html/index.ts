/** html: text inside markup that we write ourselves. */
export { escapeHtml } from './escape-html.ts'

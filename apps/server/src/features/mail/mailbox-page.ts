import { createHash } from 'node:crypto'
import type { CapturedMail } from '../../platform/mail/index.ts'
import { html, type Markup } from './html.ts'
import { splitAtLinks } from './links.ts'

const emptyRefreshSeconds = 3

const styleSheet = `
:root{color-scheme:light dark;--page:#f4f4f6;--sheet:#fff;--line:#e2e2e9;--ink:#1d1d24;--quiet:#62626e;--link:#3a45c9}
@media (prefers-color-scheme:dark){:root{--page:#141419;--sheet:#1e1e25;--line:#33333d;--ink:#ececf1;--quiet:#a5a5b2;--link:#aab2ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{max-width:46rem;margin:0 auto;padding:2.5rem 1rem 4rem}
h1{margin:0 0 .25rem;font-size:1.5rem;line-height:1.3;letter-spacing:-.01em}
h2{margin:0;font-size:1.05rem;line-height:1.4;overflow-wrap:anywhere}
h2 a{color:inherit;text-decoration:none}
h2 a:hover{text-decoration:underline}
a{color:var(--link);overflow-wrap:anywhere}
a:focus-visible,summary:focus-visible,iframe:focus-visible{outline:2px solid var(--link);outline-offset:3px;border-radius:4px}
.quiet{margin:0;color:var(--quiet);font-size:.9rem;overflow-wrap:anywhere}
.sheet{margin:1.25rem 0 0;padding:1.25rem 1.5rem;background:var(--sheet);border:1px solid var(--line);border-radius:12px}
.text{margin:.9rem 0 0;font:inherit;font-size:.95rem;white-space:pre-wrap;overflow-wrap:anywhere}
.empty{padding:3.5rem 1.5rem;text-align:center}
iframe{display:block;width:100%;height:38rem;margin:1.25rem 0 0;border:1px solid var(--line);border-radius:12px;background:var(--sheet);resize:vertical}
summary{cursor:pointer;font-weight:600}
`

const styleHash = createHash('sha256').update(styleSheet).digest('base64')

/** Allows the one style sheet, by its hash, and emails in frames; nothing else is loaded and nothing runs. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${styleHash}'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const frameSandbox = 'allow-popups allow-top-navigation-by-user-activation'

/**
 * An email is untrusted here, although we wrote it, because it contains texts of users. It keeps its styles,
 * and its links may open other pages.
 */
export const emailPolicy = `sandbox ${frameSandbox}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`

/**
 * Every captured email, newest first. While there is none the page reloads by itself; after that it does not,
 * so that it can be read.
 */
export function renderMailbox(mails: CapturedMail[], folder: string): string {
  const body =
    mails.length === 0
      ? html`<div class="sheet empty"><h2>No emails yet</h2><p class="quiet">Sign up or ask for a new password, and the email shows up here.</p></div>`
      : mails.map(renderEntry)
  return renderPage(
    'Mail',
    html`<h1>Mail</h1>
<p class="quiet">Emails that would have been sent. They are kept in ${folder}, and shown to this machine only.</p>
${body}`,
    mails.length === 0 && html`<meta http-equiv="refresh" content="${String(emptyRefreshSeconds)}">`,
  )
}

export function renderEmail(mail: CapturedMail): string {
  return renderPage(
    mail.subject,
    html`<p class="quiet"><a href="/dev/mail">All mail</a></p>
<h1>${mail.subject}</h1>
${renderMeta(mail)}
<iframe title="The email as mail programs show it" sandbox="${frameSandbox}" src="/dev/mail/${mail.id}/html"></iframe>
<details class="sheet" open><summary>As plain text</summary>${renderText(mail.text)}</details>`,
  )
}

/** The email for a frame: its links open in the whole window. */
export function renderFramedEmail(mail: CapturedMail): string {
  return mail.html.replace('<head>', '<head><base target="_top">')
}

function renderEntry(mail: CapturedMail): Markup {
  return html`<article class="sheet">
<h2><a href="/dev/mail/${mail.id}">${mail.subject}</a></h2>
${renderMeta(mail)}
${renderText(mail.text)}
</article>
`
}

/** In the time zone of this machine, which is also the reader's. */
function renderMeta({ to, createdAt, replyTo }: CapturedMail): Markup {
  const time = new Date(createdAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })
  return html`<p class="quiet">To ${to} · <time datetime="${createdAt}">${time}</time>${replyTo && html` · answers to ${replyTo}`}</p>`
}

function renderText(text: string): Markup {
  const pieces = splitAtLinks(text.trimEnd()).map((piece) =>
    piece.kind === 'link'
      ? html`<a href="${piece.text}" rel="noreferrer">${piece.text}</a>`
      : html`${piece.text}`,
  )
  return html`<pre class="text">${pieces}</pre>`
}

function renderPage(title: string, body: Markup, head?: Markup | false): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · chatSVG</title>
${head}
<style>${html.trusted(styleSheet)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`.markup
}

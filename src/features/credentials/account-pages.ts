import type { FastifyReply } from 'fastify'
import type { App } from '../../platform/http/index.ts'
import { pageScript } from './page-script.ts'
import { pageStyle } from './page-style.ts'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The two pages that mailed links open when no front end of ours has them: they confirm an address, and choose a new password. They hold nothing of the person's: their script takes the token from
 * the address bar, and calls the same API as everybody.
 */
export function accountPages(app: App): void {
  app.get('/verify-email', async (_req, reply) =>
    sendPage(reply, 'verify-email', 'Confirm your address', verifyBody),
  )
  app.get('/reset-password', async (_req, reply) =>
    sendPage(reply, 'reset-password', 'Choose a new password', resetBody),
  )
  app.get('/account-pages.js', async (_req, reply) => sendAsset(reply, 'text/javascript', pageScript))
  app.get('/account-pages.css', async (_req, reply) => sendAsset(reply, 'text/css', pageStyle))
}

/** Whoever loads another page from here must not be told the token in the address. */
function sendPage(reply: FastifyReply, name: string, title: string, body: string): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · chatSVG</title>
<link rel="stylesheet" href="/account-pages.css">
<script src="/account-pages.js" defer></script>
</head>
<body data-page="${name}">
<main>
<p class="brand">chatSVG</p>
<h1>${title}</h1>
<p id="message" role="status" aria-live="polite">One moment …</p>
${body}
<noscript><p>This page needs JavaScript to talk to the service.</p></noscript>
</main>
</body>
</html>
`)
}

function sendAsset(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply
    .headers({ 'content-type': `${type}; charset=utf-8`, 'cache-control': 'public, max-age=300' })
    .send(text)
}

const verifyBody = `<form id="sign-in" hidden>
<label>Email <input name="email" type="email" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<button>Sign in and confirm</button>
</form>
<button id="resend" type="button" hidden>Send me a new link</button>`

const resetBody = `<form id="choose" hidden>
<label>New password <input name="newPassword" type="password" autocomplete="new-password" minlength="8" maxlength="128" required></label>
<button>Set this password</button>
</form>`

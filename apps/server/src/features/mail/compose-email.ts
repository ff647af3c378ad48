import type { EmailContent } from './define-email.ts'
import { html, type Markup } from './html.ts'

export type ComposedEmail = { subject: string; text: string; html: string }

const serviceName = 'chatSVG'
const subjectCharsMax = 200
/** The preview text that mail programs show after the subject. */
const preheaderCharsMax = 140

const font = `-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`
/**
 * Styles are inline, because some mail programs drop all others. The style sheet in the head is only for mail
 * programs with a dark mode.
 */
const styles = {
  page: `margin:0;padding:0;background:#f4f4f6;color:#1d1d24;font-family:${font};font-size:16px;line-height:1.55`,
  preheader: 'display:none;max-height:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px',
  column: 'max-width:560px;margin:0 auto;padding:32px 16px',
  name: 'margin:0 0 16px;padding:0 8px;font-size:15px;font-weight:700;letter-spacing:.01em',
  sheet: 'padding:32px 32px 28px;background:#ffffff;border:1px solid #e4e4ea;border-radius:14px',
  heading: 'margin:0 0 16px;font-size:21px;line-height:1.3;font-weight:650',
  paragraph: 'margin:0 0 16px',
  button:
    'display:inline-block;padding:12px 24px;border-radius:9px;background:#3a45c9;color:#ffffff;font-weight:600;text-decoration:none',
  bare: 'margin:16px 0 0;color:#62626e;font-size:13px;word-break:break-all',
  link: 'color:#3a45c9',
  afterword: 'margin:20px 0 0;padding-top:12px;border-top:1px solid #e4e4ea;color:#62626e;font-size:14px',
  aside: 'margin:8px 0 0',
  foot: 'margin:20px 0 0;padding:0 8px;color:#6d6d79;font-size:13px',
}
const darkMode = `:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.page{background:#141419!important;color:#ececf1!important}
.sheet{background:#1e1e25!important;border-color:#33333d!important}
.quiet{color:#a5a5b2!important;border-color:#33333d!important}
.link{color:#aab2ff!important}
.button{background:#5763ec!important}
}`

/**
 * Renders an email in our layout. All content is plain text and is escaped in the HTML; line breaks in a
 * paragraph are kept.
 *
 * @param paper `home`: address of the service, for the footer. Throws a TypeError when the action is not an
 * http or https URL.
 */
export function composeEmail(content: EmailContent, paper: { home?: string } = {}): ComposedEmail {
  if (content.action) assertWebAddress(content.action.url)
  const subject = content.subject.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  const short = [...subject].slice(0, subjectCharsMax).join('')
  return {
    subject: short,
    text: composeText(content, paper.home),
    html: composeHtml(short, content, paper.home).markup,
  }
}

function composeText({ paragraphs, action, afterword = [] }: EmailContent, home: string | undefined): string {
  const parts = [
    ...paragraphs,
    ...(action ? [`${action.label}:\n${action.url}`] : []),
    ...afterword,
    // The signature delimiter (RFC 3676, section 4.3). Mail programs fold what follows it when they quote.
    ['-- ', serviceName, ...(home ? [home] : [])].join('\n'),
  ]
  return `${parts.map((part) => part.replace(/\r\n?/g, '\n')).join('\n\n')}\n`
}

function composeHtml(subject: string, content: EmailContent, home: string | undefined): Markup {
  const { paragraphs, action, afterword = [] } = content
  const preheader = [...(paragraphs.join(' ') || subject)].slice(0, preheaderCharsMax).join('')
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${subject}</title>
<style>${html.trusted(darkMode)}</style>
</head>
<body class="page" style="${styles.page}">
<div style="${styles.preheader}">${preheader}</div>
<div class="page" style="${styles.page}">
<div style="${styles.column}">
<p style="${styles.name}">${serviceName}</p>
<div class="sheet" style="${styles.sheet}">
<h1 style="${styles.heading}">${subject}</h1>
${paragraphs.map((text) => html`<p style="${styles.paragraph}">${html.lines(text)}</p>\n`)}${action && composeAction(action)}${
  afterword.length > 0 &&
  html`<div class="quiet" style="${styles.afterword}">${afterword.map((text) => html`<p style="${styles.aside}">${html.lines(text)}</p>`)}</div>`
}
</div>
<p class="quiet" style="${styles.foot}">${serviceName}${home && html` &middot; <a class="quiet" style="color:#6d6d79" href="${home}">${home}</a>`}</p>
</div>
</div>
</body>
</html>
`
}

/**
 * The URL is also below the button, for programs without buttons and for users who check it before they
 * click.
 */
function composeAction({ label, url }: { label: string; url: string }): Markup {
  return html`<p style="margin:24px 0 0"><a class="button" style="${styles.button}" href="${url}">${label}</a></p>
<p class="quiet" style="${styles.bare}">Or open this address:<br><a class="link" style="${styles.link}" href="${url}">${url}</a></p>
`
}

function assertWebAddress(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : undefined
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new TypeError('the action of an email must be a web address')
}

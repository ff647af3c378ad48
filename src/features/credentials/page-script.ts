/** What the account pages do, for browsers. It speaks the wire contract and nothing else. */
export const pageScript = `const page = document.body.dataset.page
const token = new URLSearchParams(location.search).get('token') ?? ''
// The token is for this page alone: neither the history nor a bookmark keeps it.
history.replaceState(null, '', location.pathname)

const element = (id) => document.getElementById(id)
const say = (text) => { element('message').textContent = text }
let csrfToken

async function post(path, body) {
  csrfToken ??= (await (await fetch('/api/csrf')).json()).csrfToken
  const response = await fetch('/api' + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': csrfToken },
    body: JSON.stringify(body),
  })
  return { status: response.status, ...(await response.json().catch(() => ({}))) }
}

function onSubmit(form, act) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const button = form.querySelector('button')
    button.disabled = true
    try {
      await act(Object.fromEntries(new FormData(form)))
    } catch {
      say('The service did not answer. Please try again.')
    } finally {
      button.disabled = false
    }
  })
}

async function verify() {
  const answer = await post('/auth/verify-email', { token })
  element('sign-in').hidden = answer.status !== 401
  element('resend').hidden = answer.status !== 400
  if (answer.status === 200) say('Thank you, your address is confirmed. You can close this page.')
  else if (answer.status === 401) say('Sign in to the account that you want to confirm.')
  else if (answer.status === 400) say('This link is not valid any more: it was used, it is older than a day, or it belongs to another account.')
  else say(answer.error ?? 'Something went wrong. Please open the link again.')
}

async function signInAndVerify(credentials) {
  const answer = await post('/auth/login', credentials)
  if (answer.status === 200) await verify()
  else say(answer.error ?? 'That did not work.')
}

async function reset({ newPassword }) {
  const answer = await post('/auth/reset-password', { token, newPassword })
  const isOver = answer.code === 'invalid_reset_token'
  element('choose').hidden = answer.status === 200 || isOver
  if (answer.status === 200) say(answer.message)
  else if (isOver) say('This link is not valid any more: it was used, it is older than an hour, or a newer one was sent. Please ask for a new one.')
  else say(answer.error ?? 'That did not work.')
}

const unreachable = () => say('The service did not answer. Please open the link again.')

if (page === 'verify-email') {
  onSubmit(element('sign-in'), signInAndVerify)
  element('resend').addEventListener('click', async () => {
    const answer = await post('/auth/verify-email/resend', {})
    say(answer.message ?? answer.error)
    element('resend').hidden = true
  })
  verify().catch(unreachable)
} else {
  onSubmit(element('choose'), reset)
  element('choose').hidden = token === ''
  say(token === '' ? 'This link is not complete. Please open it as it is in the mail.' : 'All devices will be signed out.')
}
`

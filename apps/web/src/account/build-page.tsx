import { useState } from 'react'
import { Link } from 'wouter'
import { Button, Field, notify, Page } from '../design/index.ts'
import styles from './build-page.module.css'
import { Section } from './section.tsx'

type Way = { name: string; title: string; lead: string; write: (url: string, key: string) => string }

/** Until the user has entered a key: shells and many programs replace it by the variable. */
const placeholder = '$CHATSVG_KEY'

/** What programs need, with the address of this service and the key of the user. */
const ways: readonly Way[] = [
  {
    name: 'curl',
    title: 'curl',
    lead: 'One request that waits for the picture. The SVG is in job.generation.svg of the answer.',
    write: (url, key) => `curl -s ${url}/api/svg/generate-svg \\
  -H "Authorization: Bearer ${key}" \\
  -H 'Content-Type: application/json' -H 'Prefer: wait=60' \\
  -d '{"prompt":"a red fox under three stars","style":"flat"}'`,
  },
  {
    name: 'client',
    title: 'JavaScript',
    lead: 'The client for Node and browsers: npm install @chatsvg/client',
    write: (url, key) => `import { createClient } from '@chatsvg/client'

const apiKey = '${key === placeholder ? 'YOUR API KEY' : key}'
const client = createClient({ baseUrl: '${url}', apiKey })
const fox = await client.generate({ prompt: 'a red fox under three stars', style: 'flat' })
const blue = await client.edit(fox.id, { instruction: 'make the fox blue' })
console.log(blue.svg)`,
  },
  {
    name: 'command-line',
    title: 'Command line',
    lead: 'For shells and scripts.',
    write: (url, key) => `export CHATSVG_URL=${url}${key === placeholder ? '' : ` CHATSVG_KEY=${key}`}
npx chatsvg draw "a red fox under three stars" -o fox.svg
npx chatsvg edit fox.svg "make the fox blue"`,
  },
  {
    name: 'mcp',
    title: 'Agents (MCP)',
    lead: 'For the configuration of an agent that speaks the Model Context Protocol.',
    write: (url, key) =>
      JSON.stringify(
        {
          mcpServers: {
            chatsvg: { type: 'http', url: `${url}/mcp`, headers: { Authorization: `Bearer ${key}` } },
          },
        },
        null,
        2,
      ),
  },
  {
    name: 'embed',
    title: 'On a web page',
    lead: 'Shows a public picture. It needs no key.',
    write: (url) => `<script src="${url}/embed.js"></script>
<chatsvg-picture picture="ID OF THE PICTURE" size="512"></chatsvg-picture>`,
  },
]

/** Lines to copy for everything that draws with this service without its pages. */
export default function BuildPage() {
  const [key, setKey] = useState('')
  const url = window.location.origin
  return (
    <Page title="Build with it" width="bare">
      <div className={styles.page}>
        <header className={styles.head}>
          <h1 tabIndex={-1}>Build with it</h1>
          <p>
            Draw from your own program. The <a href="/api/docs">reference</a> has every call, and{' '}
            <a href="/api/openapi.json">OpenAPI</a> describes them for tools.
          </p>
          <div className={styles.key}>
            <Field
              label="Your API key"
              value={key}
              onChange={(event) => setKey(event.target.value.trim())}
              placeholder="chatsvg_live_…"
              autoComplete="off"
              spellCheck={false}
              hint="The lines below contain it. It is not stored and not sent."
            />
            <Link href="/account#api-keys">Make an API key</Link>
          </div>
        </header>
        {ways.map(({ name, title, lead, write }) => (
          <Section key={name} name={name} title={title} lead={lead}>
            <Lines title={title} text={write(url, key || placeholder)} />
          </Section>
        ))}
      </div>
    </Page>
  )
}

function Lines({ title, text }: { title: string; text: string }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
      notify('It is copied.')
    } catch {
      notify('Your browser did not allow copying. Select the text and copy it.')
    }
  }
  return (
    <div className={styles.lines}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
      <section tabIndex={0} aria-label={`Lines for ${title}`}>
        <pre>{text}</pre>
      </section>
      <Button icon="copy" aria-label={`Copy the lines for ${title}`} onClick={() => void copy()}>
        Copy
      </Button>
    </div>
  )
}

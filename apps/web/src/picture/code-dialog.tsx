import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, Chip, ChipGroup, Dialog, Skeleton } from '../design/index.ts'
import styles from './code-dialog.module.css'
import { ColouredCode } from './coloured-code.tsx'
import { copyText } from './copy-text.ts'

const forms = { svg: 'SVG', tsx: 'React, TypeScript', jsx: 'React, JavaScript' } as const
export type CodeForm = keyof typeof forms

/** A picture's code as text, in the chosen format. */
export async function readCode(id: string, form: CodeForm): Promise<string> {
  const params = { id }
  if (form === 'svg') return (await call('GET /api/svg/{id}/source', { params })).svg
  return form === 'tsx'
    ? call('GET /api/svg/{id}/component.tsx', { params, query: {} })
    : call('GET /api/svg/{id}/component.jsx', { params, query: {} })
}

/** Shows the code of a picture, which can be selected and copied. */
export function CodeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const [form, setForm] = useState<CodeForm>('svg')
  const [said, say] = useState('')
  const code = useQuery({
    queryKey: ['code', id, form],
    queryFn: () => readCode(id, form),
    staleTime: Infinity,
  })

  async function copy(): Promise<void> {
    const done = await copyText(() => readCode(id, form)).catch(() => false)
    const words = done
      ? `${forms[form]} copied`
      : 'Your browser did not allow copying. Select the code and copy it.'
    // The same text again is a new message.
    say((before) => (before === words ? `${words}\u00a0` : words))
  }

  return (
    <Dialog title="Code" size="wide" onClose={onClose}>
      <div className={styles.tools}>
        <ChipGroup label="Form">
          {Object.entries(forms).map(([value, name]) => (
            <Chip
              key={value}
              name="form"
              value={value}
              checked={form === value}
              onChoose={() => {
                setForm(value as CodeForm)
                say('')
              }}
            >
              {name}
            </Chip>
          ))}
        </ChipGroup>
        <Button icon="copy" onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      {/* The dialog has its own status line, because screen readers ignore the page's notices while it is open. */}
      <p role="status" className={styles.said}>
        {said}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className={styles.code} tabIndex={0} aria-label="Code">
        {code.isError ? (
          <p>{describeProblem(code.error)}</p>
        ) : (
          <pre>
            {code.data ? <ColouredCode code={breakLines(code.data, form)} /> : <Skeleton height="10em" />}
          </pre>
        )}
      </section>
    </Dialog>
  )
}

/** One element a line, for reading. The copied text is that of the service. */
const breakLines = (code: string, form: CodeForm) => (form === 'svg' ? code.replaceAll('><', '>\n<') : code)

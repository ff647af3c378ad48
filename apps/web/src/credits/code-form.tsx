import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call, describeProblem } from '../api/index.ts'
import { Button, Field, notify } from '../design/index.ts'
import { loadSession } from '../session/index.ts'
import styles from './credits.module.css'

/** A code that gives credits. */
export function CodeForm() {
  const queries = useQueryClient()
  const [code, setCode] = useState('')
  const use = useMutation({
    mutationFn: () => call('POST /api/billing/codes', { body: { code } }),
    async onSuccess({ credits }) {
      setCode('')
      notify(credits === 1 ? '1 credit was added.' : `${credits} credits were added.`)
      await Promise.all([loadSession(), queries.invalidateQueries({ queryKey: ['billing'] })])
      await queries.invalidateQueries({ queryKey: ['credits'] })
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        use.mutate()
      }}
    >
      <Field
        label="Code"
        name="code"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        problem={use.error ? describeProblem(use.error) : undefined}
        value={code}
        onChange={({ target }) => {
          setCode(target.value)
          use.reset()
        }}
      />
      <Button type="submit" busy={use.isPending} disabled={code.trim() === ''}>
        Use the code
      </Button>
    </form>
  )
}

import { useMemo } from 'react'
import { colourCode } from './colour-code.ts'
import styles from './coloured-code.module.css'

/** Longer code is shown in one colour, because each part is an element of the page. */
const colouredCharsMax = 60_000

/** The code of a picture with syntax colours. */
export function ColouredCode({ code }: { code: string }) {
  const parts = useMemo(() => (code.length > colouredCharsMax ? [{ text: code }] : colourCode(code)), [code])
  return parts.map(({ text, kind }, at) =>
    kind === undefined ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one code never move.
      <span key={at} className={styles[kind]}>
        {text}
      </span>
    ),
  )
}

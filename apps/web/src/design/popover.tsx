import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { Icon } from './icon.tsx'
import styles from './popover.module.css'
import { positionPanel } from './position-panel.ts'

type PopoverProps = {
  /** The label of the panel and of its button. */
  label: string
  /** Shown on the button. Screen readers read the label first. */
  summary: ReactNode
  onToggle?: (isOpen: boolean) => void
  children: ReactNode
}

/** A button that looks like a select box and opens a panel with controls. */
export function Popover({ label, summary, onToggle, children }: PopoverProps) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  // The size of the panel is known only after its content was rendered.
  useLayoutEffect(() => {
    if (isOpen && panel.current && button.current) positionPanel(panel.current, button.current)
  })
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
      >
        <span className="hidden-words">{label}: </span>
        <span className={styles.summary}>{summary}</span>
        <Icon name="down" size={14} />
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={styles.panel}
        onToggle={({ newState }) => {
          setOpen(newState === 'open')
          onToggle?.(newState === 'open')
        }}
      >
        {isOpen && children}
      </div>
    </>
  )
}

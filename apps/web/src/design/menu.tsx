import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { Button, type ButtonLook } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import styles from './menu.module.css'
import { positionPanel } from './position-panel.ts'

export type MenuItem = {
  label: string
  icon?: IconName
  onChoose: () => void
  /** A short note beside the label, such as a size. */
  note?: string
  /** Whether it is the present choice; undefined for an action. */
  isChosen?: boolean
}

type MenuProps = {
  /** The label of the button; with `icon` only screen readers get it. */
  label: string
  icon?: IconName
  look?: ButtonLook
  iconOnly?: boolean
  items: readonly MenuItem[]
  /** Shown above the items, such as the name of the user. */
  heading?: ReactNode
  onOpen?: () => void
}

/**
 * A button that opens a list of actions (ARIA Authoring Practices, menu button). The browser closes it by Esc
 * and by a click elsewhere.
 */
export function Menu({ label, icon, look = 'plain', iconOnly = false, items, heading, onOpen }: MenuProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  function move(event: KeyboardEvent): void {
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const at = options.indexOf(document.activeElement as HTMLElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (next === undefined) return
    event.preventDefault()
    options.at(next % options.length)?.focus()
  }

  return (
    <>
      <Button
        ref={button}
        look={look}
        icon={icon}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-label={iconOnly ? label : undefined}
      >
        {iconOnly ? undefined : label}
      </Button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className={styles.menu}
        onKeyDown={move}
        onToggle={(event) => {
          if (event.newState !== 'open') return
          onOpen?.()
          if (list.current && button.current) positionPanel(list.current, button.current)
          list.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
        }}
      >
        {heading && <div className={styles.heading}>{heading}</div>}
        {items.map((item, at) => (
          <button
            // Two workspaces may have the same name.
            // biome-ignore lint/suspicious/noArrayIndexKey: an item has no state.
            key={`${item.label} ${at}`}
            type="button"
            {...(item.isChosen === undefined
              ? { role: 'menuitem' }
              : { role: 'menuitemradio', 'aria-checked': item.isChosen })}
            tabIndex={-1}
            className={styles.item}
            onClick={() => {
              list.current?.hidePopover()
              item.onChoose()
            }}
          >
            {item.icon && <Icon name={item.icon} />}
            <span>{item.label}</span>
            {item.note && <small>{item.note}</small>}
          </button>
        ))}
      </div>
    </>
  )
}

import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  /**
   * `primary`: the main action; `plain` has a border, `quiet` has none; `danger`: the action cannot be
   * undone.
   */
  look?: ButtonLook
  icon?: IconName
  /** Whether the action is running: the button keeps its size and is disabled. */
  busy?: boolean
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** The label, a verb. Without children it needs `aria-label` and is as wide as its icon. */
export function Button({ look = 'plain', icon, busy = false, children, disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      disabled={disabled}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
      className={classes(styles.button, styles[look], !children && styles.bare, busy && styles.busy)}
      title={children ? rest.title : (rest.title ?? rest['aria-label'])}
    >
      {icon && <Icon name={icon} />}
      {children && <span>{children}</span>}
    </button>
  )
}

/** A link that looks like a button. */
export const buttonClass = (look: ButtonLook = 'plain'): string => classes(styles.button, styles[look])

import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { classes } from './classes.ts'
import { Icon, type IconName } from './icon.tsx'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  /**
   * `primary`: the one thing to do here; `plain` has a hairline, `quiet` nothing; `danger` cannot be undone.
   */
  look?: ButtonLook
  icon?: IconName
  /** Under way: it keeps its size and cannot be pressed again. */
  busy?: boolean
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** A verb. Without children it needs `aria-label` and is as wide as its icon. */
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

/** A link that looks like a button: it leads somewhere. */
export const buttonClass = (look: ButtonLook = 'plain'): string => classes(styles.button, styles[look])

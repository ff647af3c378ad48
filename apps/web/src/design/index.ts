/**
 * design: colours, sizes and parts that know no page. tokens.css has every colour, size and duration; the
 * parts here know no page, no service, and only the texts that they are given.
 */
export { Button, type ButtonLook, buttonClass } from './button.tsx'
export { countCharacters, cutCharacters, typedMax } from './characters.ts'
export { Chip, ChipGroup } from './chip.tsx'
export { classes } from './classes.ts'
export { CountField, readCount } from './count-field.tsx'
export { Dialog } from './dialog.tsx'
export { DialogForm } from './dialog-form.tsx'
export { DrawnSheet } from './drawn-sheet.tsx'
export { EmptyState, LoadFailure } from './empty-state.tsx'
export { Choice, Field, LongField, Tick } from './field.tsx'
export { Icon } from './icon.tsx'
export { Menu, type MenuItem } from './menu.tsx'
export { announce, Notices, notify } from './notices.tsx'
export { Page } from './page.tsx'
export { NewPasswordField, PasswordField } from './password-field.tsx'
export { isWeakPassword } from './password-strength.ts'
export { Popover } from './popover.tsx'
export { positionPanel } from './position-panel.ts'
export {
  chooseGround,
  chooseSingleKeys,
  chooseTheme,
  startPreferences,
  type Theme,
  useGround,
  useSingleKeys,
  useTheme,
} from './preferences.ts'
export { Progress } from './progress.tsx'
export { type Ground, grounds, Sheet } from './sheet.tsx'
export { Skeleton } from './skeleton.tsx'
export { useKeys } from './use-keys.ts'

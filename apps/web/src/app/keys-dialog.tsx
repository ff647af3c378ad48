import { chooseSingleKeys, Dialog, Tick, useSingleKeys } from '../design/index.ts'
import styles from './keys-dialog.module.css'

const keys: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['Enter'], 'draws what you wrote'],
  [['Shift', 'Enter'], 'begins a new line'],
  [['Esc'], 'stops the drawing, or closes what is open'],
  [['/'], 'goes to the prompt'],
  [['G'], 'opens the gallery'],
  [['H'], 'opens your history'],
  [['←', '→'], 'open the previous or next picture'],
  [['+', '−', '0'], 'zoom in, zoom out, show the whole picture'],
  [['?'], 'shows this list'],
]

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const areOn = useSingleKeys()
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <dl className={styles.keys}>
        {keys.map(([names, does]) => (
          <div key={does} className={styles.row}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <Tick label="Use single keys as shortcuts" checked={areOn} onChange={chooseSingleKeys} />
    </Dialog>
  )
}

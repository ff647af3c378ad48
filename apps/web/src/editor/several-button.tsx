import { Button } from '../design/index.ts'
import { chooseSeveral, useEditor } from './editor.ts'

/** While it is pressed, every click or tap adds a part to the selected ones: the way without a keyboard. */
export function SeveralButton() {
  const selectsSeveral = useEditor((state) => state.selectsSeveral)
  return (
    <Button
      look="quiet"
      icon={selectsSeveral ? 'check' : 'plus'}
      aria-pressed={selectsSeveral}
      onClick={() => chooseSeveral(!selectsSeveral)}
    >
      Select several
    </Button>
  )
}

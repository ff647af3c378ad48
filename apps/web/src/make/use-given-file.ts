import { useEffect, useRef, useState } from 'react'

/**
 * Calls back with a file that the user drops on the page or pastes. Without a callback, the browser does what
 * it always does with it.
 *
 * @returns whether a file is being dragged over the page.
 */
export function useGivenFile(onFile: ((file: File) => void) | undefined): boolean {
  const [isOver, setOver] = useState(false)
  const current = useRef(onFile)
  useEffect(() => {
    current.current = onFile
  })
  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (!current.current || !event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    }
    const onLeave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setOver(false)
    const onDrop = (event: DragEvent) => {
      setOver(false)
      take(event, event.dataTransfer)
    }
    const onPaste = (event: ClipboardEvent) => take(event, event.clipboardData)
    const take = (event: Event, data: DataTransfer | null) => {
      const [file] = data?.files ?? []
      if (!file || !current.current) return
      event.preventDefault()
      current.current(file)
    }
    window.addEventListener('dragover', onDrag)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('dragover', onDrag)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('paste', onPaste)
    }
  }, [])
  return isOver
}

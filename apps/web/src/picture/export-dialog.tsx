import { type DragEvent, useState } from 'react'
import { describeProblem } from '../api/index.ts'
import { Button, Dialog } from '../design/index.ts'
import { pictureFile } from './addresses.ts'
import { copyPng } from './copy-png.ts'
import { copyText } from './copy-text.ts'
import styles from './export-dialog.module.css'
import { type ExportedPicture, type ExportFormat, exportGroups } from './export-formats.ts'
import { nameOf } from './save-file.ts'

type ExportDialogProps = { picture: ExportedPicture; onClose: () => void }

/** All formats of a picture: buttons that save a file, and buttons that copy a text. */
export function ExportDialog({ picture, onClose }: ExportDialogProps) {
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState('')

  async function attempt(label: string, act: () => Promise<string>): Promise<void> {
    setBusy(label)
    setSaid('')
    const words = await act().catch(describeProblem)
    setSaid(words)
    setBusy('')
  }

  const run = (format: ExportFormat) =>
    attempt(format.label, async () => {
      if (format.kind === 'save') {
        await format.save(picture)
        return `${format.label} saved`
      }
      const isCopied = await copyText(() => format.read(picture))
      return isCopied ? `${format.label} copied` : 'Your browser did not allow copying.'
    })

  return (
    <Dialog title="Export" size="wide" onClose={onClose}>
      <p role="status" className={styles.said}>
        {said}
      </p>
      <div className={styles.drag}>
        <img
          src={pictureFile(picture.id)}
          alt="This picture, to be dragged"
          draggable
          onDragStart={(event) => giveFile(event, picture)}
        />
        <p>Drag it to a folder or into another program.</p>
        <Button
          icon="copy"
          busy={busy === 'PNG'}
          onClick={() =>
            void attempt('PNG', async () =>
              (await copyPng(picture.id)) ? 'PNG copied' : 'Your browser did not allow copying.',
            )
          }
        >
          Copy PNG
        </Button>
      </div>
      {exportGroups.map(({ title, formats }) => (
        <section key={title} className={styles.group} aria-label={title}>
          <h3>{title}</h3>
          <ul>
            {formats.map((format) => (
              <li key={format.label}>
                <Button
                  icon={format.kind === 'save' ? 'download' : 'copy'}
                  busy={busy === format.label}
                  disabled={picture.privacy && format.kind === 'copy' && format.isPublicOnly === true}
                  onClick={() => void run(format)}
                >
                  {format.label}
                  {format.note && <small>{format.note}</small>}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {picture.privacy && <p className={styles.note}>A link and an &lt;img&gt; tag need a public picture.</p>}
    </Dialog>
  )
}

/** Chromium saves the file at this address; other browsers use the image of the page. */
function giveFile({ dataTransfer }: DragEvent, { id, prompt }: ExportedPicture): void {
  const url = new URL(pictureFile(id), location.origin).href
  dataTransfer.setData('DownloadURL', `image/svg+xml:${nameOf(prompt)}.svg:${url}`)
  dataTransfer.setData('text/uri-list', url)
  dataTransfer.effectAllowed = 'copy'
}

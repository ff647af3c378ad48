import { type ReactNode, useEffect, useState } from 'react'
import { Dialog } from '../design/index.ts'
import styles from './file-dialog.module.css'
import { acceptedFiles, findFileProblem, kindOf } from './given-file.ts'
import { TraceForm } from './trace-form.tsx'
import { UploadForm } from './upload-form.tsx'

type FileDialogProps = {
  /** undefined until the user has chosen one. */
  file: File | undefined
  onFile: (file: File) => void
  /** Whether a picture is being drawn, so that no image can be traced now. */
  busy: boolean
  /** Called with the id of an uploaded picture. */
  onUploaded: (id: string) => void
  /** Called when the canvas shows the progress of a traced picture. */
  onTraced: () => void
  onClose: () => void
}

/** Begins with a file of the user's: an SVG, or an image that is traced. */
export function FileDialog({ file, onFile, busy, onUploaded, onTraced, onClose }: FileDialogProps) {
  const problem = file && findFileProblem(file)
  const kind = file && problem === undefined ? kindOf(file) : undefined
  return (
    <Dialog title={kind === 'image' ? 'Trace an image' : 'Use a file'} onClose={onClose}>
      {file && kind === 'svg' && (
        <UploadForm key={keyOf(file)} file={file} onUploaded={onUploaded} onClose={onClose}>
          <Preview file={file} />
        </UploadForm>
      )}
      {file && kind === 'image' && (
        <TraceForm key={keyOf(file)} file={file} busy={busy} onTraced={onTraced}>
          <Preview file={file} />
        </TraceForm>
      )}
      {!kind && problem !== undefined && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <label className={styles.choose} data-small={kind !== undefined || undefined}>
        <input
          type="file"
          accept={acceptedFiles}
          onChange={({ target }) => {
            const [chosen] = target.files ?? []
            if (chosen) onFile(chosen)
            target.value = ''
          }}
        />
        <span className={styles.verb}>{kind ? 'Choose another file' : 'Choose a file'}</span>
        {!kind && (
          <span className={styles.hint}>
            An SVG of your own, or a PNG, JPEG or WebP that becomes one. You can also drop it here, or paste
            it.
          </span>
        )}
      </label>
    </Dialog>
  )
}

const keyOf = ({ name, size, lastModified }: File) => `${name} ${size} ${lastModified}`

/** The file as an image, in which nothing can run. */
function Preview({ file }: { file: File }): ReactNode {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return (
    <div className={styles.preview}>
      {url !== undefined && <img src={url} alt={`Your file ${file.name}`} />}
    </div>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call, describeProblem } from '../api/index.ts'
import { CollectDialog } from '../collections/index.ts'
import { Button, Menu, notify } from '../design/index.ts'
import { signInPath, useMay, useOwners, useUser } from '../session/index.ts'
import { CodeDialog, readCode } from './code-dialog.tsx'
import { copyText } from './copy-text.ts'
import { deleteWithGrace } from './deletions.ts'
import { ExportDialog } from './export-dialog.tsx'
import styles from './picture-actions.module.css'
import { ReportDialog } from './report-dialog.tsx'
import { pngSizes, savePng, saveSvg } from './save-file.ts'

/** The fields of a picture that its actions need. `privacy`: only its owner sees it. */
export type ActedPicture = {
  id: string
  prompt: string
  style: string
  model: string
  privacy: boolean
  /** An administrator has hidden it, so it cannot be published. */
  isRemoved?: boolean
}

type PictureActionsProps = {
  picture: ActedPicture
  /** Whether it belongs to the viewer, who can then publish and delete it. */
  isOwn: boolean
  onChanged?: (picture: ActedPicture) => void
  onDeleted?: () => void
}

/** The actions of a finished picture, the same on every page. */
export function PictureActions({ picture, isOwn, onChanged, onDeleted }: PictureActionsProps) {
  const [isShowingCode, setShowingCode] = useState(false)
  const [isExporting, setExporting] = useState(false)
  const [isReporting, setReporting] = useState(false)
  const [isCollecting, setCollecting] = useState(false)
  const user = useUser()
  const mayCollect = useMay('member')
  const owners = useOwners()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const { id } = picture

  async function attempt(act: () => Promise<unknown>): Promise<void> {
    try {
      await act()
    } catch (error) {
      notify(describeProblem(error))
    }
  }

  const copySvg = () =>
    attempt(async () => {
      if (await copyText(() => readCode(id, 'svg'))) notify('SVG copied')
      else setShowingCode(true)
    })

  const changePrivacy = () =>
    attempt(async () => {
      const privacy = !picture.privacy
      await call('PATCH /api/user/generations/{id}', { params: { id }, body: { privacy } })
      onChanged?.({ ...picture, privacy })
      notify(privacy ? `Only ${owners.who} can see this picture now` : 'Everybody can see this picture now')
      void queries.invalidateQueries({ queryKey: ['pictures'] })
    })

  function remove(): void {
    deleteWithGrace([id], () => void queries.invalidateQueries({ queryKey: ['pictures'] }))
    onDeleted?.()
  }

  return (
    <div className={styles.actions}>
      <Menu
        label="Download"
        icon="download"
        items={[
          { label: 'SVG', icon: 'picture', onChoose: () => void attempt(() => saveSvg(picture)) },
          ...pngSizes.map((size) => ({
            label: 'PNG',
            note: `${size} px`,
            icon: 'picture' as const,
            onChoose: () => void attempt(() => savePng(picture, size)),
          })),
          { label: 'More formats', icon: 'code', onChoose: () => setExporting(true) },
        ]}
      />
      <Button icon="copy" onClick={() => void copySvg()}>
        Copy SVG
      </Button>
      <Menu
        label="More"
        icon="more"
        iconOnly
        items={[
          ...(mayCollect
            ? [
                {
                  label: 'Add to a collection',
                  icon: 'collection' as const,
                  onChoose: () => (user ? setCollecting(true) : navigate(signInPath())),
                },
              ]
            : []),
          { label: 'Show the code', icon: 'code', onChoose: () => setShowingCode(true) },
          ...(isOwn
            ? [
                ...(picture.isRemoved
                  ? []
                  : [
                      {
                        label: picture.privacy ? 'Make it public' : 'Make it private',
                        icon: picture.privacy ? ('eye' as const) : ('lock' as const),
                        onChoose: () => void changePrivacy(),
                      },
                    ]),
                { label: 'Delete', icon: 'trash' as const, onChoose: remove },
              ]
            : [{ label: 'Report', icon: 'warning' as const, onChoose: () => setReporting(true) }]),
        ]}
      />
      {isShowingCode && <CodeDialog id={id} onClose={() => setShowingCode(false)} />}
      {isExporting && <ExportDialog picture={picture} onClose={() => setExporting(false)} />}
      {isCollecting && user && (
        <CollectDialog id={id} userId={user.id} onClose={() => setCollecting(false)} />
      )}
      {isReporting && <ReportDialog reported={{ kind: 'picture', id }} onClose={() => setReporting(false)} />}
    </div>
  )
}

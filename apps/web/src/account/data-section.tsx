import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call, describeProblem, fileOfAccount } from '../api/index.ts'
import { Button, notify } from '../design/index.ts'
import { endSessionOnPage, loadSession } from '../session/index.ts'
import styles from './account-form.module.css'
import type { Profile } from './profile.ts'
import { ProofDialog } from './proof-dialog.tsx'
import { Section } from './section.tsx'

/** Downloads all data of the account in whose name the user acts. */
export function DownloadButton({ children }: { children: string }) {
  const download = useMutation({
    mutationFn: async () => {
      // The browser downloads the file and cannot renew the session, so the session is renewed before if it
      // has expired.
      await loadSession()
      location.assign(fileOfAccount('/api/user/export'))
    },
    onError: (error) => notify(describeProblem(error)),
  })
  return (
    <Button icon="download" busy={download.isPending} onClick={() => download.mutate()}>
      {children}
    </Button>
  )
}

export function DataSection({ profile }: { profile: Profile }) {
  const [, navigate] = useLocation()
  const [isDeleting, setDeleting] = useState(false)
  return (
    <Section name="data" title="Your data">
      <p>
        Everything we store about you, in one JSON file: your profile, pictures, collections, credits,
        devices, the security log, and the emails you got.
      </p>
      <div className={styles.actions}>
        <DownloadButton>Download your data</DownloadButton>
        <Button look="danger" icon="trash" onClick={() => setDeleting(true)}>
          Delete the account
        </Button>
      </div>
      {isDeleting && (
        <ProofDialog
          title="Delete the account?"
          profile={profile}
          verb="Delete everything"
          look="danger"
          act={async (password) => {
            await call('DELETE /api/user', { body: password === undefined ? {} : { password } })
            endSessionOnPage()
            navigate('/')
            notify('Your account and everything in it is deleted.')
          }}
          onClose={() => setDeleting(false)}
        >
          <p>This cannot be undone. The following is deleted permanently:</p>
          <ul className={styles.consequences}>
            <li>all your pictures, including those in the gallery, and running jobs</li>
            <li>
              your {profile.credits} {profile.credits === 1 ? 'credit' : 'credits'}
            </li>
            <li>your collections, your palettes and your public page</li>
            <li>your name, address, devices and notifications</li>
          </ul>
        </ProofDialog>
      )}
    </Section>
  )
}

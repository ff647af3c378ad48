import type { ReactNode } from 'react'
import { Link } from 'wouter'
import bees from '../../samples/example-5.svg'
import { describeProblem } from '../api/index.ts'
import { Button, type ButtonLook, buttonClass } from '../design/index.ts'
import styles from './form.module.css'
import { Trouble } from './form.tsx'
import { NarrowPage } from './narrow-page.tsx'

type Frame = { title: string; lead?: ReactNode; children: ReactNode }

/** The frame of pages that confirm an address. */
export function ConfirmationPage({ title, lead, children }: Frame) {
  return (
    <NarrowPage title={title} lead={lead} sample={{ picture: bees, prompt: 'seven bees around a sunflower' }}>
      {children}
    </NarrowPage>
  )
}

/** The link of a page that is finished. */
export function NextPage({ path, children }: { path: string; children: string }) {
  return (
    <div className={styles.done}>
      <Link href={path} className={buttonClass('primary')}>
        {children}
      </Link>
    </div>
  )
}

type LinkActionProps = {
  /** The action of the button. */
  action: { mutate: () => void; isPending: boolean; error: unknown }
  look?: ButtonLook
  children: string
}

/** The only button of a page, and the error of the last attempt. Nothing is sent before it is pressed. */
export function LinkAction({ action, look = 'primary', children }: LinkActionProps) {
  return (
    <>
      <Trouble>{action.error ? describeProblem(action.error) : undefined}</Trouble>
      <div className={styles.done}>
        <Button look={look} busy={action.isPending} onClick={() => action.mutate()}>
          {children}
        </Button>
      </div>
    </>
  )
}

import { Component, type ReactNode } from 'react'
import { Button, EmptyState } from '../design/index.ts'

type State = { error: unknown }

/** Shown instead of a page that failed to render. The user's prompt is stored in the draft. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const isMissing = error instanceof TypeError && /import|module/i.test(error.message)
    return (
      <EmptyState
        level={1}
        title={isMissing ? 'This page did not load' : 'This page has an error'}
        action={
          <Button look="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        }
      >
        {isMissing
          ? 'The connection was lost, or the web app was updated since you opened it.'
          : 'It is our fault. Your pictures are not lost. Reload the page to continue.'}
      </EmptyState>
    )
  }
}

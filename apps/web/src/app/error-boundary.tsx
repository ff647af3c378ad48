import { Component, type ReactNode } from 'react'
import { Button, EmptyState } from '../design/index.ts'
import { PageNotLoadedError } from './page-not-loaded-error.ts'

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
    const isMissing = error instanceof PageNotLoadedError
    return (
      <EmptyState
        level={1}
        title={isMissing ? 'There is a new version' : 'Something went wrong on this page'}
        action={
          <Button look="primary" onClick={() => location.reload()}>
            Reload
          </Button>
        }
      >
        {isMissing
          ? 'chatSVG was updated since you opened it.'
          : 'This is our fault, and your pictures are safe. Reload the page to continue.'}
      </EmptyState>
    )
  }
}

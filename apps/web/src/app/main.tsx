import '../design/tokens.css'
import '../design/fonts.css'
import '../design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startConnection } from '../api/index.ts'
import { startPreferences } from '../design/index.ts'
import { keepBalance, startLive } from '../live/index.ts'
import { startDrawing } from '../make/index.ts'
import { startDeletions } from '../picture/index.ts'
import { beginSession, findSession, isBackFromProvider, startSession } from '../session/index.ts'
import { takeMailedTokenFromUrl, takeTicketFromUrl } from '../signin/index.ts'
import { App } from './app.tsx'
import { clearAfterEachUser, followRights, repeatReadsOnReturn } from './query-client.ts'

takeMailedTokenFromUrl()
takeTicketFromUrl()
startConnection()
startPreferences()
startSession()
// Not awaited: the page opens even if the service does not answer yet.
void findSession(isBackFromProvider() ? beginSession : undefined)
startLive()
keepBalance()
clearAfterEachUser()
followRights()
repeatReadsOnReturn()
startDrawing()
startDeletions()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

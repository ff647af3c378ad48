import '../design/tokens.css'
import '../design/fonts.css'
import '../design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startConnection } from '../api/index.ts'
import { startPreferences } from '../design/index.ts'
import { keepBalance, startLive } from '../live/index.ts'
import { startDrawing } from '../make/index.ts'
import { beginSession, findSession, hasComeBack, startSession } from '../session/index.ts'
import { hideMailedToken, hideTicket } from '../signin/index.ts'
import { App } from './app.tsx'
import { forgetAfterEachUser } from './query-client.ts'

hideMailedToken()
hideTicket()
startConnection()
startPreferences()
startSession()
// Not awaited: the page opens even if the service does not answer yet.
void findSession(hasComeBack() ? beginSession : undefined)
startLive()
keepBalance()
forgetAfterEachUser()
startDrawing()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

import '../design/tokens.css'
import '../design/fonts.css'
import '../design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startLive } from '../live/index.ts'
import { startDrawing } from '../make/index.ts'
import { beginSession, loadSession } from '../session/index.ts'
import { hasComeBack, hideMailedToken } from '../signin/index.ts'
import { App } from './app.tsx'
import { forgetAfterEachPerson } from './query-client.ts'

hideMailedToken()
// A service that does not answer yet is looked for by the connection; the page opens without it.
const knowSession = hasComeBack() ? beginSession : loadSession
knowSession().catch(() => undefined)
startLive()
forgetAfterEachPerson()
startDrawing()

const place = document.getElementById('root')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}

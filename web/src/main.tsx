import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App, start } from './app/app.tsx'
import { listenForInstall } from './features/install/install-offer.ts'
import { reportClick } from './features/notifications/click-report.ts'
import { markDocument } from './lib/locale.ts'
import { installTrustedTypes } from './lib/trusted-types.ts'
import './ui/tokens.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
// before anything writes into the page
installTrustedTypes()
markDocument(document.documentElement)
listenForInstall()
reportClick()
const started = start()
createRoot(root).render(
  <StrictMode>
    <App {...started} />
  </StrictMode>,
)

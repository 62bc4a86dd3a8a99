import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { reportClick } from './features/notifications/click-report.ts'
import { markDocument } from './lib/locale.ts'
import './ui/tokens.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
markDocument(document.documentElement)
reportClick()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

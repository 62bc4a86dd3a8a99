import { createRoot } from 'react-dom/client'
import { markDocument } from '../src/index.ts'
import { usePlace } from './place.ts'
import { Shop } from './shop.tsx'
import './shop.css'

function Page() {
  return <Shop place={usePlace()} />
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
markDocument(document.documentElement)
createRoot(root).render(<Page />)

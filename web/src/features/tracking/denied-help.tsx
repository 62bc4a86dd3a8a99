import { MapPinOff } from 'lucide-react'
import { browserOf } from '../../lib/browser-of.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/section.tsx'
import { sharingWords } from './words/sharing.ts'

/** The way back after the browser has refused the position, in the words of this browser's own settings. */
export function DeniedHelp() {
  const words = sharingWords.use()
  const browser = browserOf(navigator.userAgent, navigator.maxTouchPoints)
  return (
    <Note icon={<MapPinOff size={20} aria-hidden />}>
      <p className="font-semibold text-ink">{words.wayBack.title}</p>
      <p>{words.wayBack[browser]}</p>
      {/* not every browser says when the permission has changed */}
      <Button look="quiet" className="-ms-4" onClick={() => window.location.reload()}>
        {words.reload}
      </Button>
    </Note>
  )
}

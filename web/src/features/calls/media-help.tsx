import { VideoOff } from 'lucide-react'
import { browserOf } from '../../lib/browser-of.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/section.tsx'
import type { MediaFault } from './device-choice.ts'
import { callsWords } from './words.ts'

/** Why there is no camera and microphone, and the way back, in the words of this browser's own settings. */
export function MediaHelp({ fault, onRetry }: { fault: MediaFault; onRetry: () => void }) {
  const words = callsWords.use()
  return (
    <div role="alert">
      <Note icon={<VideoOff size={20} aria-hidden />}>
        <p className="font-semibold text-ink">{words.faults[fault]}</p>
        {fault === 'denied' && (
          <p>{words.wayBack[browserOf(navigator.userAgent, navigator.maxTouchPoints)]}</p>
        )}
        <Button look="quiet" className="-ms-4" onClick={onRetry}>
          {words.tryAgain}
        </Button>
      </Note>
    </div>
  )
}

import { useMutation } from '@tanstack/react-query'
import { Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { exportLocation } from './privacy-calls.ts'
import { EraseDialog } from './privacy-erase.tsx'
import { LookList } from './privacy-looks.tsx'
import { privacyWords } from './words/privacy.ts'

/** Hands a text to the browser as a file. */
function save(text: string, name: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // the browser reads it after this turn
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Who saw where the person was, all of it as a file, and forgetting it. */
export function LocationPrivacySection() {
  const words = privacyWords.use()
  const isOnline = useOnline()
  const [isErasing, setErasing] = useState(false)
  const download = useMutation({
    mutationFn: exportLocation,
    onSuccess: (text) => save(text, `orderline-location-${new Date().toISOString().slice(0, 10)}.json`),
  })
  return (
    <Section id="location" title={words.title} detail={words.detail}>
      <LookList />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          look="secondary"
          icon={<Download size={18} aria-hidden />}
          disabled={!isOnline}
          isBusy={download.isPending}
          onClick={() => download.mutate()}
        >
          {words.download}
        </Button>
        <Button
          look="danger"
          icon={<Trash2 size={18} aria-hidden />}
          disabled={!isOnline}
          onClick={() => setErasing(true)}
        >
          {words.erase}
        </Button>
      </div>
      {download.error && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sentenceFor(download.error)}
        </p>
      )}
      {isErasing && <EraseDialog onClose={() => setErasing(false)} />}
    </Section>
  )
}

import { useMutation } from '@tanstack/react-query'
import { Download, Hourglass, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { saveFile } from '../../lib/save-file.ts'
import { fullText } from '../../lib/time.ts'
import { Button } from '../../ui/button.tsx'
import { Note, Section } from '../../ui/section.tsx'
import { showToast } from '../../ui/toast.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { yourDataWords } from './words.ts'
import { exportMyData, useErasure, useKeep } from './your-data-calls.ts'

/** The account is on its way out: when, and the way back. */
function Closing({ due, isOnline }: { due: Date; isOnline: boolean }) {
  const words = yourDataWords.use()
  const keep = useKeep()
  const isLate = due.getTime() < Date.now()
  return (
    <div className="mt-4 flex flex-col gap-3" role="status">
      <Note icon={<Hourglass size={16} aria-hidden />}>
        <p className="font-medium text-ink">{isLate ? words.closingWait : words.closing(fullText(due))}</p>
        <p>{words.closingDetail}</p>
      </Note>
      <Button
        className="self-start"
        disabled={!isOnline}
        isBusy={keep.isPending}
        onClick={() => keep.mutate(undefined, { onSuccess: () => void showToast(words.kept) })}
      >
        {words.keep}
      </Button>
      {keep.error && (
        <p role="alert" className="text-13 text-bad">
          {sentenceFor(keep.error)}
        </p>
      )}
    </div>
  )
}

/** A copy of everything about the person, and the end of their account. */
export function YourDataSection() {
  const words = yourDataWords.use()
  const isOnline = useOnline()
  const { data: due } = useErasure()
  const [isErasing, setErasing] = useState(false)
  const download = useMutation({
    mutationFn: exportMyData,
    onSuccess: (text) => {
      saveFile(text, `orderline-data-${new Date().toISOString().slice(0, 10)}.json`, 'application/json')
      showToast(words.copySaved)
    },
  })
  return (
    <Section id="your-data" title={words.title} detail={words.detail}>
      {due && <Closing due={due} isOnline={isOnline} />}
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
        {due === null && (
          <Button
            look="danger"
            icon={<Trash2 size={18} aria-hidden />}
            disabled={!isOnline}
            onClick={() => setErasing(true)}
          >
            {words.erase}
          </Button>
        )}
      </div>
      <p className="mt-2 text-13 text-ink-soft">{isOnline ? words.copyHint : words.offline}</p>
      {download.error && (
        <p role="alert" className="mt-2 text-13 text-bad">
          {sentenceFor(download.error)}
        </p>
      )}
      {isErasing && <EraseDialog onClose={() => setErasing(false)} />}
    </Section>
  )
}

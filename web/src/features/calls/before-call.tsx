import { useMutation } from '@tanstack/react-query'
import { Video } from 'lucide-react'
import { durationText } from '../../lib/duration.ts'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { requestCall } from './call-actions.ts'
import type { Callable } from './callable-query.ts'
import { DeviceSelects } from './device-selects.tsx'
import { LevelMeter } from './level-meter.tsx'
import { MediaHelp } from './media-help.tsx'
import { OwnPicture } from './own-picture.tsx'
import { spokenName } from './spoken-name.ts'
import { useOwnMedia } from './use-own-media.ts'
import { callsWords } from './words.ts'

/** Before one calls: how one is seen and heard, with which camera and microphone, and how long the call may last. */
export function BeforeCall({
  roomId,
  person,
  onClose,
}: {
  roomId: string
  person: Callable
  onClose: () => void
}) {
  const words = callsWords.use()
  const { stream, fault, devices, choice, choose, retry } = useOwnMedia()
  const hasPicture = stream !== null && stream.getVideoTracks().length > 0
  const call = useMutation({
    mutationFn: () => requestCall(roomId, crypto.randomUUID()),
    onSuccess: onClose,
  })
  const lasts = durationText(person.max_seconds)
  return (
    <Dialog
      title={words.check.title(spokenName(person.name))}
      onClose={onClose}
      actions={
        <Button
          size="large"
          isBusy={call.isPending}
          disabled={stream === null}
          icon={<Video size={20} aria-hidden />}
          onClick={() => call.mutate()}
        >
          {words.check.start}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-ink-soft">
          {person.kind === 'introduction' ? words.check.introduction(lasts) : words.check.lasts(lasts)}
        </p>
        <div className="relative flex aspect-video items-center justify-center overflow-hidden rounded-card bg-sunken text-center text-ink-soft">
          {hasPicture && stream ? (
            <OwnPicture stream={stream} label={words.check.preview} />
          ) : (
            !fault && <p className="p-4">{stream ? words.check.noCamera : words.check.waiting}</p>
          )}
          {fault && (
            <div className="p-3 text-start">
              <MediaHelp fault={fault} onRetry={retry} />
            </div>
          )}
        </div>
        {stream && <LevelMeter stream={stream} />}
        {stream && <DeviceSelects devices={devices} choice={choice} onChoose={choose} />}
        {call.isError && (
          <p role="alert" className="text-bad">
            {sentenceFor(call.error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}

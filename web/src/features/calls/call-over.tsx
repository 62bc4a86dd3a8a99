import { useMutation } from '@tanstack/react-query'
import { durationText } from '../../lib/duration.ts'
import { sentenceFor } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { type Call, isCaller, otherOf } from './call.ts'
import { requestCall } from './call-actions.ts'
import { CallScreen } from './call-screen.tsx'
import { forgetCall } from './call-store.ts'
import { spokenName } from './spoken-name.ts'
import { callsWords, type Words } from './words.ts'

/** How it ended, in words. */
export function endOf({ status, end_reason }: Call, name: string, { over }: Words): string {
  if (end_reason === 'not_allowed') return over.notAllowed
  if (status === 'missed') return over.missed(name)
  if (status === 'declined') return over.declined(name)
  if (status === 'failed') return end_reason === 'no_device' ? over.noDevice(name) : over.failed
  if (end_reason === 'time_limit') return over.timeUp
  return end_reason === 'left_alone' ? over.left(name) : over.ended
}

/** The call is over, and how. Whoever was not reached may be called again. */
export function CallOver({ call }: { call: Call }) {
  const words = callsWords.use()
  const me = useMyId()
  const { name, avatar } = otherOf(call, me)
  const title = endOf(call, spokenName(name), words)
  const mayCallAgain =
    isCaller(call, me) &&
    call.end_reason !== 'not_allowed' &&
    (call.status === 'missed' || call.status === 'failed')
  const again = useMutation({
    mutationFn: () => requestCall(call.room_id, crypto.randomUUID()),
    onSuccess: () => forgetCall(call.id),
  })
  return (
    <CallScreen label={title}>
      <div className="m-auto flex max-w-md flex-col items-center gap-5 p-6 text-center">
        <Avatar name={name} url={avatar} size="huge" />
        <div role="status">
          <h2 className="text-24">{title}</h2>
          {call.duration_s !== null && call.duration_s > 0 && (
            <p className="mt-1 text-ink-soft">{words.over.endedAfter(durationText(call.duration_s))}</p>
          )}
        </div>
        {again.isError && (
          <p role="alert" className="text-bad">
            {sentenceFor(again.error)}
          </p>
        )}
        <div className="flex flex-wrap justify-center gap-2">
          <Button look="secondary" size="large" onClick={() => forgetCall(call.id)}>
            {words.over.close}
          </Button>
          {mayCallAgain && (
            <Button size="large" isBusy={again.isPending} onClick={() => again.mutate()}>
              {words.over.again}
            </Button>
          )}
        </div>
      </div>
    </CallScreen>
  )
}

import { useMutation } from '@tanstack/react-query'
import { PhoneOff } from 'lucide-react'
import { sentenceFor } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Call, otherOf } from './call.ts'
import { cancelCall } from './call-actions.ts'
import { CallScreen } from './call-screen.tsx'
import { forgetCall } from './call-store.ts'
import { useRinging } from './ringing.ts'
import { RingingPerson } from './ringing-person.tsx'
import { RoundButton } from './round-button.tsx'
import { spokenName } from './spoken-name.ts'
import { callsWords } from './words.ts'

/** It rings at the other: how long still, and the way out. */
export function OutgoingCall({ call }: { call: Call }) {
  const words = callsWords.use()
  const { name } = otherOf(call, useMyId())
  useRinging('outgoing')
  const cancel = useMutation({
    mutationFn: () => cancelCall(call.id),
    onSuccess: () => forgetCall(call.id),
    onError: (error) => showToast(sentenceFor(error)),
  })
  return (
    <CallScreen label={words.calling(spokenName(name))}>
      <RingingPerson call={call} title={words.calling(spokenName(name))} />
      <div className="flex justify-center p-8 pb-[max(2.5rem,env(safe-area-inset-bottom))]">
        <RoundButton
          label={words.cancel}
          caption={words.cancel}
          look="bad"
          isBusy={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          <PhoneOff size={28} aria-hidden />
        </RoundButton>
      </div>
    </CallScreen>
  )
}

import { useMutation } from '@tanstack/react-query'
import { Phone, PhoneOff } from 'lucide-react'
import { sentenceFor } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Call, otherOf } from './call.ts'
import { acceptCall, catchUp, declineCall } from './call-actions.ts'
import { CallScreen } from './call-screen.tsx'
import { forgetCall } from './call-store.ts'
import { useRinging } from './ringing.ts'
import { RingingPerson } from './ringing-person.tsx'
import { RoundButton } from './round-button.tsx'
import { spokenName } from './spoken-name.ts'
import { callsWords } from './words.ts'

/** Somebody calls: who, about what, how long it still rings, and two big buttons. On every device until one of them has answered. */
export function IncomingCall({ call }: { call: Call }) {
  const words = callsWords.use()
  const me = useMyId()
  const { name } = otherOf(call, me)
  useRinging('incoming')
  // too late, or answered elsewhere: the call itself says how it went on
  const onError = (error: Error) => {
    showToast(sentenceFor(error))
    void catchUp().catch(() => undefined)
  }
  const accept = useMutation({ mutationFn: () => acceptCall(call.id), onError })
  const decline = useMutation({
    mutationFn: () => declineCall(call.id),
    onSuccess: () => forgetCall(call.id),
    onError,
  })
  return (
    <CallScreen label={words.incoming(spokenName(name))}>
      <RingingPerson call={call} title={words.incoming(spokenName(name))} />
      <div className="flex justify-center gap-16 p-8 pb-[max(2.5rem,env(safe-area-inset-bottom))]">
        <RoundButton
          label={words.decline}
          caption={words.decline}
          look="bad"
          isBusy={decline.isPending}
          onClick={() => decline.mutate()}
        >
          <PhoneOff size={28} aria-hidden />
        </RoundButton>
        <RoundButton
          label={words.accept}
          caption={words.accept}
          look="good"
          isBusy={accept.isPending}
          onClick={() => accept.mutate()}
        >
          <Phone size={28} aria-hidden />
        </RoundButton>
      </div>
    </CallScreen>
  )
}

import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useMyId } from '../../lib/session.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Call, isCaller, isHere, isLive, otherOf } from './call.ts'
import { CallOver, endOf } from './call-over.tsx'
import { forgetCall } from './call-store.ts'
import { IncomingCall } from './incoming-call.tsx'
import { OutgoingCall } from './outgoing-call.tsx'
import { spokenName } from './spoken-name.ts'
import { thisDevice } from './this-device.ts'
import { callsWords } from './words.ts'

// with it comes the SDK, which is larger than the rest of the app
const RunningCall = lazy(() =>
  import('./running-call.tsx').then((module) => ({ default: module.RunningCall })),
)

type View = 'incoming' | 'outgoing' | 'running' | 'elsewhere' | 'over'

function viewOf(call: Call, me: string, device: string): View {
  if (!isLive(call)) return 'over'
  if (call.status === 'ringing' && !isCaller(call, me)) return 'incoming'
  if (!isHere(call, me, device)) return 'elsewhere'
  return call.status === 'ringing' ? 'outgoing' : 'running'
}

/** One call, as far as it concerns this device: it rings, runs and ends here, or it does so elsewhere. */
export function CallLayer({ call }: { call: Call }) {
  const words = callsWords.use()
  const me = useMyId()
  const view = viewOf(call, me, thisDevice())
  // what was shown last decides what its end means here
  const [last, setLast] = useState(view)
  if (view !== 'over' && view !== last) setLast(view)
  const wasHere = last === 'outgoing' || last === 'running'
  const [isSmall, setSmall] = useState(false)
  const told = useRef<View>(view)
  const name = spokenName(otherOf(call, me).name)

  useEffect(() => {
    const before = told.current
    told.current = view
    if (before === 'incoming' && view === 'elsewhere') showToast(words.answeredElsewhere)
    if (view !== 'over' || (wasHere && !isSmall)) return
    // whoever is at something else meanwhile is told, and not stopped
    if (wasHere) showToast(endOf(call, name, words))
    if (before === 'incoming' && call.status !== 'declined') showToast(words.missedFrom(name))
    forgetCall(call.id)
  }, [view, wasHere, isSmall, call, name, words])

  if (view === 'incoming') return <IncomingCall call={call} />
  if (view === 'outgoing') return <OutgoingCall call={call} />
  if (view === 'running')
    return (
      <Suspense>
        <RunningCall call={call} isSmall={isSmall} onSmall={setSmall} />
      </Suspense>
    )
  return view === 'over' && wasHere && !isSmall ? <CallOver call={call} /> : null
}

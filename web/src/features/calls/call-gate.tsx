import { lazy, Suspense } from 'react'
import { useCurrentCall } from './call-store.ts'
import { useCallAddress } from './use-call-address.ts'
import { useCallsLive } from './use-calls-live.ts'

const CallLayer = lazy(() => import('./call-layer.tsx').then((module) => ({ default: module.CallLayer })))

/** Listens for calls whatever page is open, and fetches what shows one when there is one. Once, in the shell. */
export function CallGate() {
  useCallsLive()
  useCallAddress()
  const call = useCurrentCall()
  return call && <Suspense>{<CallLayer key={call.id} call={call} />}</Suspense>
}

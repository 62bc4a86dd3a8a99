import type { ReactNode } from 'react'
import { useMyId } from '../../lib/session.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { CountdownRing } from '../../ui/countdown-ring.tsx'
import { type Call, otherOf } from './call.ts'
import { useLeft } from './use-left.ts'
import { callsWords } from './words.ts'

/** Who rings or is rung, about which order, and how long it still does. */
export function RingingPerson({
  call,
  title,
  children,
}: {
  call: Call
  title: string
  children?: ReactNode
}) {
  const words = callsWords.use()
  const { name, avatar } = otherOf(call, useMyId())
  const left = useLeft(call)
  const seconds = Math.ceil(left / 1_000)
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-5 overflow-y-auto p-6 text-center">
      <Avatar name={name} url={avatar} size="huge" />
      <div>
        <div role="alert">
          <h2 className="text-24">{title}</h2>
        </div>
        {call.order_number && (
          <p className="tabular mt-1 text-15 text-ink-soft">{words.about(call.order_number)}</p>
        )}
      </div>
      {children}
      <div role="timer" aria-label={words.secondsToAnswer(seconds)}>
        <CountdownRing leftMs={left} ofMs={call.ring_seconds * 1_000} words={words.secondsShort(seconds)} />
      </div>
    </div>
  )
}

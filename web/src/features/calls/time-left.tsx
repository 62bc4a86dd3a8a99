import { classNames } from '../../ui/class-names.ts'
import type { Call } from './call.ts'
import { useLeft } from './use-left.ts'
import { callsWords } from './words.ts'

const shortS = 10

/** What is left of the call once both are there, as a clock that runs down; spoken only when it comes to an end. */
export function TimeLeft({ call }: { call: Call }) {
  const words = callsWords.use().running
  const seconds = Math.ceil(useLeft(call) / 1_000)
  if (!call.started_at) return null
  const isShort = seconds <= shortS
  const two = (number: number) => String(number).padStart(2, '0')
  return (
    <p
      role="timer"
      aria-label={words.secondsLeft(seconds)}
      aria-live={isShort && seconds === shortS ? 'polite' : 'off'}
      title={words.left}
      data-seconds={seconds}
      dir="ltr"
      className={classNames(
        'tabular shrink-0 rounded-full bg-raised px-3 py-1 text-17 font-semibold',
        isShort && 'text-bad',
      )}
    >
      {`${Math.floor(seconds / 60)}:${two(seconds % 60)}`}
    </p>
  )
}

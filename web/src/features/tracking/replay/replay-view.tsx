import { Pause, Play } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { distanceText, speedText } from '../../../lib/format.ts'
import { clockText, preciseText } from '../../../lib/time.ts'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { Places } from '../../../ui/map-places.ts'
import type { Crossing } from '../position.ts'
import { momentAt, type Replay } from './replay.ts'
import { ReplayMap, type ReplayMapHandle } from './replay-map.tsx'
import { SpeedSlider } from './speed-slider.tsx'
import { type Pace, paces, usePlayback } from './use-playback.ts'

const kinds: Record<Crossing['kind'], string> = { arriving: 'Near', arrived: 'Arrived at', left: 'Left' }
const names = { pickup: 'the pickup', dropoff: 'the delivery address' }
const crossingText = ({ kind, place }: Crossing) => `${kinds[kind]} ${names[place]}`

function Paces({ pace, onChoose }: { pace: Pace; onChoose: (pace: Pace) => void }) {
  return (
    <fieldset aria-label="Speed of the replay" className="flex rounded-control border border-line p-0.5">
      {paces.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === pace}
          onClick={() => onChoose(one)}
          className={classNames(
            'tabular min-h-11 min-w-11 rounded-[8px] px-2 text-13 font-medium transition-colors',
            one === pace ? 'bg-accent-soft text-accent' : 'text-ink-soft hover:bg-sunken',
          )}
        >
          {one}×
        </button>
      ))}
    </fieldset>
  )
}

/** A drive again: slider, play and pause, speeds, the graph of speeds, and a jump to each crossing. Space plays and waits. */
export function ReplayView({ replay, places }: { replay: Replay; places: Places }) {
  const { points, crossings } = replay
  const startAt = replay.startedAt ?? 0
  const endAt = replay.endedAt ?? startAt
  const map = useRef<ReplayMapHandle>(null)
  const { at, isPlaying, pace, setPace, seek, toggle } = usePlayback(startAt, endAt, (moment) =>
    map.current?.show(moment),
  )
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event
    const isPress = target instanceof HTMLElement && target.closest('button, a, [role=menu], dialog')
    if (event.key !== ' ' || isPress || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    toggle()
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])

  const moment = momentAt(points, at)
  const speed = moment?.speedMps ?? null
  const gap = moment && moment.gapMs > 0 ? `no position for ${Math.round(moment.gapMs / 60_000)} min` : ''
  const what = gap || (speed === null ? '' : speedText(speed))
  const time = preciseText(new Date(at))
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-56 flex-1">
        <ReplayMap ref={map} places={places} replay={replay} startAt={startAt} />
      </div>
      <section aria-label="Replay" className="border-t border-line bg-surface px-4 pt-3 pb-4 sm:px-6">
        <SpeedSlider
          {...{ replay, startAt, endAt, at }}
          valueText={[time, what].filter(Boolean).join(', ')}
          onSeek={seek}
        />
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
          <IconButton
            label={isPlaying ? 'Pause' : 'Play'}
            aria-keyshortcuts="Space"
            className="bg-accent text-accent-ink! not-disabled:hover:bg-accent-hover"
            onClick={toggle}
          >
            {isPlaying ? <Pause size={20} aria-hidden /> : <Play size={20} aria-hidden />}
          </IconButton>
          <p className="tabular flex min-w-40 flex-col">
            <span className="text-17 font-semibold">{time}</span>
            <span className="text-13 text-ink-soft">{what || '–'}</span>
          </p>
          <Paces pace={pace} onChoose={setPace} />
          <p className="tabular text-13 text-ink-soft sm:ms-auto">
            {distanceText(replay.distanceM)} · {points.length} positions
          </p>
        </div>
        {crossings.length > 0 && (
          <ul aria-label="Crossings" className="mt-2 flex flex-wrap gap-2">
            {crossings.map((one) => (
              <li key={`${one.place} ${one.kind}`}>
                <button
                  type="button"
                  onClick={() => seek(Date.parse(one.at))}
                  className="tabular flex min-h-11 items-center gap-2 rounded-full border border-line px-3 text-13 hover:bg-sunken"
                >
                  <span className="text-ink-faint">{clockText(new Date(one.at))}</span>
                  {crossingText(one)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

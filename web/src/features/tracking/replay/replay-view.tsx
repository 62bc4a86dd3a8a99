import { Pause, Play } from 'lucide-react'
import { useEffect, useEffectEvent, useRef } from 'react'
import { countText, distanceText, speedText } from '../../../lib/format.ts'
import { clockText, preciseText } from '../../../lib/time.ts'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { Places } from '../../../ui/map-places.ts'
import { replayWords } from '../words/replay.ts'
import { momentAt, type Replay } from './replay.ts'
import { ReplayMap, type ReplayMapHandle } from './replay-map.tsx'
import { SpeedSlider } from './speed-slider.tsx'
import { type Pace, paces, usePlayback } from './use-playback.ts'

function Paces({ pace, onChoose }: { pace: Pace; onChoose: (pace: Pace) => void }) {
  const words = replayWords.use()
  return (
    <fieldset aria-label={words.speed} className="flex rounded-control border border-line p-0.5">
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
          <bdi>{countText(one)}×</bdi>
        </button>
      ))}
    </fieldset>
  )
}

/** A drive again: slider, play and pause, speeds, the graph of speeds, and a jump to each crossing. Space plays and waits. */
export function ReplayView({ replay, places }: { replay: Replay; places: Places }) {
  const words = replayWords.use()
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
  const gap = moment && moment.gapMs > 0 ? words.gap(Math.round(moment.gapMs / 60_000)) : ''
  const what = gap || (speed === null ? '' : speedText(speed))
  const time = preciseText(new Date(at))
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-56 flex-1">
        <ReplayMap ref={map} places={places} replay={replay} startAt={startAt} />
      </div>
      <section aria-label={words.replay} className="border-t border-line bg-surface px-4 pt-3 pb-4 sm:px-6">
        <SpeedSlider
          {...{ replay, startAt, endAt, at }}
          valueText={words.said([time, what].filter(Boolean))}
          onSeek={seek}
        />
        <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
          <IconButton
            label={isPlaying ? words.pause : words.play}
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
            {distanceText(replay.distanceM)} · {words.positions(points.length)}
          </p>
        </div>
        {crossings.length > 0 && (
          <ul
            aria-label={words.crossings}
            className="-mx-4 mt-2 flex gap-2 overflow-x-auto px-4 py-1 sm:mx-0 sm:flex-wrap sm:px-0"
          >
            {crossings.map((one) => (
              <li key={`${one.place} ${one.kind}`}>
                <button
                  type="button"
                  onClick={() => seek(Date.parse(one.at))}
                  className="tabular flex min-h-11 items-center gap-2 rounded-full whitespace-nowrap border border-line px-3 text-13 hover:bg-sunken"
                >
                  <span className="text-ink-faint">{clockText(new Date(one.at))}</span>
                  {words.crossing[one.kind][one.place]}
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  )
}

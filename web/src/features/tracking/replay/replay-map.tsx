import { Maximize, Minus, Plus } from 'lucide-react'
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import { loadLeaflet } from '../../../ui/base-map.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import '../../../ui/map.css'
import type { Places } from '../../../ui/map-places.ts'
import '../live-map.css'
import { replayWords } from '../words/replay.ts'
import type { Replay } from './replay.ts'
import { makeReplayScene } from './replay-scene.ts'

type Scene = ReturnType<typeof makeReplayScene>
export type ReplayMapHandle = { show: (at: number) => void }
const floating = 'bg-raised border border-line shadow-float text-ink'

/** The way and the marker at one moment, which is set by hand: `ref.current.show(at)`, as often as there are frames. */
export function ReplayMap({
  places,
  replay,
  startAt,
  ref,
}: {
  places: Places
  replay: Replay
  startAt: number
  ref: Ref<ReplayMapHandle>
}) {
  const words = replayWords.use()
  const box = useRef<HTMLDivElement>(null)
  const [scene, setScene] = useState<Scene | null>(null)
  const shownAt = useRef(startAt)
  const make = useEffectEvent((L: Awaited<ReturnType<typeof loadLeaflet>>, element: HTMLElement) =>
    makeReplayScene(L, element, places, replay),
  )
  useImperativeHandle(
    ref,
    () => ({
      show(at) {
        shownAt.current = at
        scene?.show(at)
      },
    }),
    [scene],
  )
  useEffect(() => {
    let made: Scene | undefined
    let isGone = false
    void loadLeaflet().then((L) => {
      if (isGone || !box.current) return
      made = make(L, box.current)
      made.show(shownAt.current)
      setScene(made)
    })
    return () => {
      isGone = true
      setScene(null)
      made?.end()
    }
  }, [])
  return (
    <section aria-label={words.map} className="absolute inset-0 isolate">
      <div ref={box} dir="ltr" className="size-full" />
      <div className="absolute end-3 top-3 z-[1000] flex flex-col gap-2">
        <IconButton label={words.wholeWay} className={floating} onClick={() => scene?.frame()}>
          <Maximize size={20} aria-hidden />
        </IconButton>
        <IconButton
          label={words.zoomIn}
          className={`${floating} max-lg:hidden`}
          onClick={() => scene?.zoomBy(1)}
        >
          <Plus size={20} aria-hidden />
        </IconButton>
        <IconButton
          label={words.zoomOut}
          className={`${floating} max-lg:hidden`}
          onClick={() => scene?.zoomBy(-1)}
        >
          <Minus size={20} aria-hidden />
        </IconButton>
      </div>
    </section>
  )
}

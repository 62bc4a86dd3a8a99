import { LocateFixed, Minus, Plus } from 'lucide-react'
import { type CSSProperties, useEffect, useEffectEvent, useRef, useState } from 'react'
import { env } from '../../lib/env.ts'
import type { Point } from '../../lib/geo.ts'
import type { ShareStatus } from '../../lib/rows.ts'
import { useNow } from '../../lib/use-now.ts'
import { loadLeaflet } from '../../ui/base-map.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import '../../ui/map.css'
import { markerNote } from './freshness.ts'
import './live-map.css'
import { type Insets, makeScene } from './map-scene.ts'
import type { Position, TrailPoint } from './position.ts'

const floating = 'bg-raised border border-line shadow-float text-ink'

/** Position, trail and places of one order on a map that fills its box. Data comes in; nothing is fetched here but tiles. */
export function LiveMap({
  pickup,
  dropoff,
  places,
  moverName,
  position,
  trail,
  share,
  insets,
}: {
  pickup: Point
  dropoff: Point
  places: { pickup: string; dropoff: string }
  moverName: string
  position: Position | null
  trail: readonly TrailPoint[]
  share: ShareStatus
  insets: Insets
}) {
  const box = useRef<HTMLDivElement>(null)
  const [scene, setScene] = useState<ReturnType<typeof makeScene> | null>(null)
  const [isFollowing, setFollowing] = useState(true)
  const now = useNow(5_000)
  const note = position ? markerNote(position, share, now) : ''

  const make = useEffectEvent((L: Awaited<ReturnType<typeof loadLeaflet>>, element: HTMLElement) =>
    makeScene(L, element, {
      pickup,
      dropoff,
      pickupLabel: `Pickup: ${places.pickup}`,
      dropoffLabel: `Delivery: ${places.dropoff}`,
      onFollowChange: setFollowing,
    }),
  )
  // the drawn things bear these, so a change of one of them draws anew
  const identity = [pickup.lat, pickup.lng, dropoff.lat, dropoff.lng].join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: identity stands for what make reads
  useEffect(() => {
    let made: ReturnType<typeof makeScene> | undefined
    let isGone = false
    void loadLeaflet().then((L) => {
      if (isGone || !box.current) return
      made = make(L, box.current)
      setScene(made)
    })
    return () => {
      isGone = true
      setScene(null)
      made?.end()
    }
  }, [identity])

  useEffect(() => scene?.setInsets(insets), [scene, insets])
  useEffect(() => scene?.setTrail(trail), [scene, trail])
  useEffect(() => scene?.setPosition(position), [scene, position])
  useEffect(() => scene?.setNote(note), [scene, note])
  useEffect(() => scene?.setLabel(`${moverName}'s position`), [scene, moverName])

  return (
    <section
      aria-label="Map"
      className="absolute inset-0 isolate"
      style={{ '--map-top': `${insets.top}px` } as CSSProperties}
    >
      <div ref={box} className="size-full" />
      <div className="absolute right-3 z-[1000] flex flex-col gap-2" style={{ top: insets.top + 44 }}>
        {!isFollowing && (
          <IconButton label="Follow again" className={floating} onClick={() => scene?.followAgain()}>
            <LocateFixed size={20} aria-hidden />
          </IconButton>
        )}
        <IconButton label="Zoom in" className={`${floating} max-lg:hidden`} onClick={() => scene?.zoomBy(1)}>
          <Plus size={20} aria-hidden />
        </IconButton>
        <IconButton
          label="Zoom out"
          className={`${floating} max-lg:hidden`}
          onClick={() => scene?.zoomBy(-1)}
        >
          <Minus size={20} aria-hidden />
        </IconButton>
      </div>
      {env.mapTilesUrl && env.mapAttribution && (
        <p
          className="absolute right-2 z-[1000] rounded-control bg-raised/80 px-1.5 text-12 text-ink-soft"
          style={{ bottom: insets.bottom + 4 }}
        >
          {env.mapAttribution}
        </p>
      )}
    </section>
  )
}

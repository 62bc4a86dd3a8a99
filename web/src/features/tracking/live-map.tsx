import { LocateFixed, Minus, Plus } from 'lucide-react'
import { type CSSProperties, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { env } from '../../lib/env.ts'
import { decodePolyline } from '../../lib/polyline.ts'
import { makeRoad } from '../../lib/road.ts'
import { useNow } from '../../lib/use-now.ts'
import { loadLeaflet } from '../../ui/base-map.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import '../../ui/map.css'
import type { Viewer } from './arrival.ts'
import { freshnessOf, markerNote } from './freshness.ts'
import './live-map.css'
import type { PlaceName, Places } from '../../ui/map-places.ts'
import type { Insets } from './map-camera.ts'
import { makeScene, type Scene } from './map-scene.ts'
import type { Tracking } from './position.ts'
import { SpokenMap } from './spoken-map.tsx'
import { arrivalWords } from './words/arrival.ts'

const floating = 'bg-raised border border-line shadow-float text-ink'

/** Position, trail and places of one order on a map that fills its box. Data comes in; nothing is fetched here but tiles. */
export function LiveMap({
  places,
  next,
  moverName,
  tracking,
  viewer,
  insets,
}: {
  places: Places
  next: PlaceName
  moverName: string
  /** Null while there is nobody to follow. */
  tracking: Tracking | null
  viewer: Viewer
  insets: Insets
}) {
  const words = arrivalWords.use()
  const box = useRef<HTMLDivElement>(null)
  const [scene, setScene] = useState<Scene | null>(null)
  const [isFollowing, setFollowing] = useState(true)
  const now = useNow(5_000)
  // the partner looks at it for hours, at night, on a battery
  const isDark = viewer === 'partner' && tracking !== null
  const position = tracking?.position ?? null
  const status = tracking?.share?.status ?? 'sharing'
  const note = position ? markerNote(position, status, now) : ''
  const freshness = position ? freshnessOf(position, status, now) : 'fresh'
  const look = position?.is_coarse && freshness === 'fresh' ? 'area' : freshness
  const polyline = tracking?.route?.polyline ?? ''
  const road = useMemo(() => makeRoad(decodePolyline(polyline)), [polyline])

  const make = useEffectEvent((L: Awaited<ReturnType<typeof loadLeaflet>>, element: HTMLElement) =>
    makeScene(L, element, places, {
      label: words.mapKeys,
      isFrugal: viewer === 'partner',
      onFollowChange: setFollowing,
    }),
  )
  // the drawn things bear these, so a change of one of them draws anew
  const identity = JSON.stringify(places)
  // biome-ignore lint/correctness/useExhaustiveDependencies: identity stands for what make reads
  useEffect(() => {
    let made: Scene | undefined
    let isGone = false
    void loadLeaflet().then((L) => {
      if (isGone || !box.current) return
      made = make(L, box.current)
      setFollowing(true)
      setScene(made)
    })
    return () => {
      isGone = true
      setScene(null)
      made?.end()
    }
  }, [identity])

  useEffect(() => scene?.setInsets(insets), [scene, insets])
  useEffect(() => scene?.setNext(next), [scene, next])
  useEffect(() => scene?.setRoad(road), [scene, road])
  useEffect(() => scene?.setTrail(tracking?.trail ?? []), [scene, tracking?.trail])
  useEffect(() => {
    if (!position) return scene?.setFix(null)
    const { lat, lng, accuracy_m, speed_mps, heading_deg, is_coarse: isCoarse } = position
    const at = Date.parse(position.recorded_at)
    // rounded to three decimals a place may be 80 m off
    const radius = isCoarse ? Math.max(150, accuracy_m ?? 0) : accuracy_m
    scene?.setFix({ lat, lng, at, accuracy_m: radius, speed_mps, heading_deg, isCoarse })
  }, [scene, position])
  useEffect(() => scene?.setLook(look, note), [scene, look, note])
  useEffect(() => {
    scene?.setLabel(words.position(moverName, note))
  }, [scene, words, moverName, note])

  return (
    <section
      aria-label={words.map}
      className={classNames('absolute inset-0 isolate', isDark && 'map-dark')}
      style={{ '--map-top': `${insets.top}px` } as CSSProperties}
    >
      <div ref={box} dir="ltr" className="size-full" />
      <div className="absolute end-3 z-[1000] flex flex-col gap-2" style={{ top: insets.top + 12 }}>
        {!isFollowing && (
          <IconButton label={words.followAgain} className={floating} onClick={() => scene?.followAgain()}>
            <LocateFixed size={20} aria-hidden />
          </IconButton>
        )}
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
      {tracking && <SpokenMap journey={{ tracking, places, next, viewer, name: moverName }} />}
      {env.mapTilesUrl && env.mapAttribution && (
        <p className="map-attribution" style={{ bottom: insets.bottom + 4 }}>
          {env.mapAttribution}
        </p>
      )}
    </section>
  )
}

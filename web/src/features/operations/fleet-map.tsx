import { Maximize, Minus, Plus } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { env } from '../../lib/env.ts'
import { loadLeaflet } from '../../ui/base-map.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import '../../ui/map.css'
import { makeFleetScene } from './fleet-scene.ts'
import type { Standing } from './operation-state.ts'
import { operationsWords } from './words.ts'

const floating = 'bg-raised border border-line shadow-float text-ink'

/** The orders on a map that fills its box. The list says the same in words, so screen readers are told to go there. */
export function FleetMap({
  shown,
  chosen,
  coveredPx,
  onChoose,
}: {
  shown: readonly Standing[]
  chosen: Standing | null
  coveredPx: number
  onChoose: (id: string) => void
}) {
  const words = operationsWords.use()
  const box = useRef<HTMLDivElement>(null)
  const [scene, setScene] = useState<ReturnType<typeof makeFleetScene> | null>(null)
  const choose = useEffectEvent(onChoose)
  const located = shown.filter(({ position }) => position !== null).length

  useEffect(() => {
    let made: ReturnType<typeof makeFleetScene> | undefined
    let isGone = false
    void loadLeaflet().then((L) => {
      if (isGone || !box.current) return
      made = makeFleetScene(L, box.current, (id) => choose(id))
      setScene(made)
    })
    return () => {
      isGone = true
      setScene(null)
      made?.end()
    }
  }, [])
  // the camera reads these three, so what it must know first comes first
  useEffect(() => scene?.setCovered(coveredPx), [scene, coveredPx])
  useEffect(() => scene?.take(shown), [scene, shown])
  useEffect(() => scene?.choose(chosen), [scene, chosen])

  return (
    <section aria-label={words.map(located)} className="absolute inset-0 isolate">
      <div ref={box} className="size-full" />
      <div className="absolute end-3 top-3 z-[1000] flex flex-col gap-2">
        <IconButton label={words.showAllOrders} className={floating} onClick={() => scene?.frameAll()}>
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
      {env.mapTilesUrl && env.mapAttribution && (
        <p className="map-attribution" style={{ bottom: coveredPx + 4 }}>
          {env.mapAttribution}
        </p>
      )}
    </section>
  )
}

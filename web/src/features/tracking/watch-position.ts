import type { Fix } from './sampling.ts'

export type WatchFault = 'denied' | 'unavailable'

/** A browser's fix in our units; the browser says null where it does not know. */
export function fixOf({ coords, timestamp }: GeolocationPosition): Fix {
  return {
    at: timestamp,
    lat: coords.latitude,
    lng: coords.longitude,
    accuracyM: coords.accuracy,
    speedMps: coords.speed,
    headingDeg: Number.isFinite(coords.heading) ? coords.heading : null,
  }
}

/** Follows the device until the returned ending is called. Only a visible page is given positions. */
export function watchDevice(onFix: (fix: Fix) => void, onFault: (fault: WatchFault) => void): () => void {
  if (!('geolocation' in navigator)) {
    onFault('unavailable')
    return () => undefined
  }
  const id = navigator.geolocation.watchPosition(
    (position) => onFix(fixOf(position)),
    (error) => onFault(error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'),
    // maximumAge: a fix other software asked for two seconds ago is as good, and costs nothing
    { enableHighAccuracy: true, maximumAge: 2_000, timeout: 30_000 },
  )
  return () => navigator.geolocation.clearWatch(id)
}

/** Asks once, for the heartbeat of a device that stands still; a failure is left to the watch. */
export function askDevice(onFix: (fix: Fix) => void): void {
  navigator.geolocation?.getCurrentPosition(
    (position) => onFix(fixOf(position)),
    () => undefined,
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 },
  )
}

/** Keeps the screen on while the page is seen, where the browser can; may be refused on a low battery. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let isOver = false
  navigator.wakeLock?.request('screen').then(
    (got) => {
      if (isOver) void got.release()
      else lock = got
    },
    () => undefined,
  )
  return () => {
    isOver = true
    void lock?.release()
  }
}

/** Charge in percent where the browser tells, else null. */
export async function batteryPct(): Promise<number | null> {
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<{ level: number }> }
  const battery = await getBattery?.call(navigator).catch(() => null)
  return battery ? Math.round(battery.level * 100) : null
}

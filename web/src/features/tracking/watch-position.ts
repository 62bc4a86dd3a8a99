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

/** Follows the device until the returned ending is called; `isHigh`: with its satellites. Only a visible page is given positions. */
export function watchDevice(
  isHigh: boolean,
  onFix: (fix: Fix) => void,
  onFault: (fault: WatchFault) => void,
): () => void {
  if (!('geolocation' in navigator)) {
    onFault('unavailable')
    return () => undefined
  }
  const id = navigator.geolocation.watchPosition(
    (position) => onFix(fixOf(position)),
    (error) => onFault(error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'),
    // maximumAge: a fix other software asked for two seconds ago is as good, and costs nothing
    { enableHighAccuracy: isHigh, maximumAge: 2_000, timeout: 30_000 },
  )
  return () => navigator.geolocation.clearWatch(id)
}

/** Asks once, for the heartbeat of a device that stands still; a failure is left to the watch. */
export function askDevice(isHigh: boolean, onFix: (fix: Fix) => void): void {
  navigator.geolocation?.getCurrentPosition(
    (position) => onFix(fixOf(position)),
    () => undefined,
    { enableHighAccuracy: isHigh, maximumAge: 10_000, timeout: 20_000 },
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

/** A way to ask for the charge in percent, as it is then; null where the browser does not tell. */
export async function openBattery(): Promise<() => number | null> {
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<{ level: number }> }
  const battery = await getBattery?.call(navigator).catch(() => null)
  return () => (battery ? Math.round(battery.level * 100) : null)
}

/** Calls once when the person allows positions after all, in the settings of the browser. Returns its own ending. */
export function whenAllowed(then: () => void): () => void {
  const end = new AbortController()
  void navigator.permissions?.query({ name: 'geolocation' }).then(
    (permission) =>
      permission.addEventListener(
        'change',
        () => {
          if (permission.state !== 'granted' || end.signal.aborted) return
          end.abort()
          then()
        },
        { signal: end.signal },
      ),
    () => undefined,
  )
  return () => end.abort()
}

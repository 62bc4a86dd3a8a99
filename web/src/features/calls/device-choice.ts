/** Which camera and microphone this device uses for calls; empty: the browser's own choice. */
export type DeviceChoice = { camera: string; microphone: string }

const key = 'orderline.call-devices'

export function deviceChoice(): DeviceChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}')
    const of = (name: string) => {
      const value = kept && typeof kept === 'object' && name in kept ? Reflect.get(kept, name) : ''
      return typeof value === 'string' ? value : ''
    }
    return { camera: of('camera'), microphone: of('microphone') }
  } catch {
    return { camera: '', microphone: '' }
  }
}

export const keepDeviceChoice = (choice: DeviceChoice): void =>
  localStorage.setItem(key, JSON.stringify(choice))

/** `ideal`, not `exact`: a camera that was unplugged since must not keep anybody from a call. */
export const videoOf = ({ camera }: DeviceChoice) => ({
  width: { ideal: 1280 },
  height: { ideal: 720 },
  ...(camera ? { deviceId: { ideal: camera } } : { facingMode: 'user' }),
})
export const audioOf = ({ microphone }: DeviceChoice) => ({
  echoCancellation: true,
  noiseSuppression: true,
  ...(microphone ? { deviceId: { ideal: microphone } } : {}),
})

export type MediaFault = 'denied' | 'missing' | 'busy'

/** Why there is no picture or sound, by the names that browsers give it. */
export function faultOf(error: unknown): MediaFault {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' || name === 'TypeError'
    ? 'missing'
    : 'busy'
}

import { SelectField } from '../../ui/select-field.tsx'
import type { DeviceChoice } from './device-choice.ts'
import { callsWords } from './words.ts'

/** Which camera and which microphone, where there are any to choose from. */
export function DeviceSelects({
  devices,
  choice,
  onChoose,
}: {
  devices: readonly MediaDeviceInfo[]
  choice: DeviceChoice
  onChoose: (choice: DeviceChoice) => void
}) {
  const words = callsWords.use().check
  const of = (kind: MediaDeviceKind) =>
    devices
      .filter((device) => device.kind === kind && device.deviceId)
      .map(({ deviceId, label }, index) => (
        <option key={deviceId} value={deviceId}>
          {label || words.unnamed(index + 1)}
        </option>
      ))
  const [cameras, microphones] = [of('videoinput'), of('audioinput')]
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {cameras.length > 0 && (
        <SelectField
          label={words.camera}
          value={choice.camera}
          onChange={(event) => onChoose({ ...choice, camera: event.target.value })}
        >
          {cameras}
        </SelectField>
      )}
      {microphones.length > 0 && (
        <SelectField
          label={words.microphone}
          value={choice.microphone}
          onChange={(event) => onChoose({ ...choice, microphone: event.target.value })}
        >
          {microphones}
        </SelectField>
      )}
    </div>
  )
}

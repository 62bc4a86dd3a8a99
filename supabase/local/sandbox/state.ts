import { openJournal } from './journal.ts'
import type { Device } from './push/device.ts'

/** What outlives `DELETE /log`: the push devices with their private keys, and who has sent STOP. */
export type State = {
  addDevice(device: Device): void
  /** False when there is no such device, or it is gone already. */
  removeDevice(id: string): boolean
  device(id: string): { device: Device; isGone: boolean } | undefined
  /** The devices still there, oldest first. */
  devices(): Device[]
  optOut(number: string): void
  optIn(number: string): void
  isOptedOut(number: string): boolean
  optedOut(): string[]
  close(): void
}

type Line = { device: Device } | { gone: string } | { opt_out: string } | { opt_in: string }

/** Opens the state kept in `path` (mode 0600); `onChange` is called after every later change. */
export async function openState(
  path: string,
  log: (line: string) => void,
  onChange: () => void,
): Promise<State> {
  const devices = new Map<string, { device: Device; isGone: boolean }>()
  const optOuts = new Set<string>()
  const apply = (line: Line) => {
    if ('device' in line) devices.set(line.device.id, { device: line.device, isGone: false })
    else if ('gone' in line) Object.assign(devices.get(line.gone) ?? {}, { isGone: true })
    else if ('opt_out' in line) optOuts.add(line.opt_out)
    else optOuts.delete(line.opt_in)
  }
  const onBroken = () => log(`sandbox: skipped a broken line in ${path}`)
  const journal = await openJournal(path, (record) => apply(record as Line), onBroken) // our own writing, read back
  const keep = (line: Line) => {
    journal.append(line)
    apply(line)
    onChange()
  }
  return {
    addDevice: (device) => keep({ device }),
    removeDevice(id) {
      if (devices.get(id)?.isGone !== false) return false
      keep({ gone: id })
      return true
    },
    device: (id) => devices.get(id),
    devices: () => [...devices.values()].filter(({ isGone }) => !isGone).map(({ device }) => device),
    optOut: (number) => keep({ opt_out: number }),
    optIn: (number) => keep({ opt_in: number }),
    isOptedOut: (number) => optOuts.has(number),
    optedOut: () => [...optOuts],
    close: () => journal.close(),
  }
}

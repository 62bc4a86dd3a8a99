import { beforeEach, describe, expect, it, vi } from 'vitest'
import { audioOf, deviceChoice, faultOf, keepDeviceChoice, videoOf } from './device-choice.ts'

describe('which camera and microphone a device uses', () => {
  const kept = new Map<string, string>()
  beforeEach(() => {
    kept.clear()
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
    })
  })

  it('is remembered, and is the own choice of the browser before', () => {
    expect(deviceChoice()).toEqual({ camera: '', microphone: '' })
    keepDeviceChoice({ camera: 'front', microphone: 'headset' })
    expect(deviceChoice()).toEqual({ camera: 'front', microphone: 'headset' })
  })

  it('is not lost over nonsense that stands in its place', () => {
    for (const nonsense of ['{', 'null', '7', '{"camera":7}']) {
      kept.set('orderline.call-devices', nonsense)
      expect(deviceChoice()).toEqual({ camera: '', microphone: '' })
    }
  })

  it('is a wish, so that one that was unplugged keeps nobody from a call', () => {
    expect(videoOf({ camera: 'front', microphone: '' })).toMatchObject({ deviceId: { ideal: 'front' } })
    expect(audioOf({ camera: '', microphone: '' })).not.toHaveProperty('deviceId')
  })

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
  ] as const)('says of %s that it is %s', (name, fault) => {
    expect(faultOf(new DOMException('', name))).toBe(fault)
  })
})

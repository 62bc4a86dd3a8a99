import { useCallback, useEffect, useState } from 'react'
import {
  audioOf,
  type DeviceChoice,
  deviceChoice,
  faultOf,
  keepDeviceChoice,
  type MediaFault,
  videoOf,
} from './device-choice.ts'

type Own = { stream: MediaStream | null; fault: MediaFault | null; devices: MediaDeviceInfo[] }
const none: Own = { stream: null, fault: null, devices: [] }

/** Picture and sound, or sound alone where there is no camera; throws when there is neither. */
async function open(choice: DeviceChoice): Promise<MediaStream> {
  const { mediaDevices } = navigator
  try {
    return await mediaDevices.getUserMedia({ audio: audioOf(choice), video: videoOf(choice) })
  } catch (error) {
    if (faultOf(error) === 'denied') throw error
    return await mediaDevices.getUserMedia({ audio: audioOf(choice) })
  }
}

/** The own camera and microphone for a look before a call; let go of when the look is over. */
export function useOwnMedia() {
  const [choice, setChoice] = useState(deviceChoice)
  const [own, setOwn] = useState<Own>(none)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to ask again
  useEffect(() => {
    let isGone = false
    let stream: MediaStream | null = null
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop()
    }
    void open(choice)
      .then(async (opened) => {
        stream = opened
        if (isGone) return stop()
        // only now: before the permission they have no names
        const devices = await navigator.mediaDevices.enumerateDevices()
        if (!isGone) setOwn({ stream: opened, fault: null, devices })
      })
      .catch((error: unknown) => {
        if (!isGone) setOwn({ ...none, fault: faultOf(error) })
      })
    return () => {
      isGone = true
      stop()
    }
  }, [choice, attempt])
  const choose = useCallback((next: DeviceChoice) => {
    keepDeviceChoice(next)
    setChoice(next)
  }, [])
  const retry = useCallback(() => {
    setOwn(none)
    setAttempt((before) => before + 1)
  }, [])
  return { ...own, choice, choose, retry }
}

import { useEffect, useState } from 'react'

/** The cameras and microphones of this device, kept true while they are plugged in and out. */
export function useDevices(): MediaDeviceInfo[] {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([])
  useEffect(() => {
    const { mediaDevices } = navigator
    const look = () =>
      void mediaDevices
        .enumerateDevices()
        .then(setDevices)
        .catch(() => undefined)
    look()
    mediaDevices.addEventListener('devicechange', look)
    return () => mediaDevices.removeEventListener('devicechange', look)
  }, [])
  return devices
}

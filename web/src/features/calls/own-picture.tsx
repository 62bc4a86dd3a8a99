import { useEffect, useRef } from 'react'

/** The own camera as in a mirror. */
export function OwnPicture({ stream, label }: { stream: MediaStream; label: string }) {
  const ref = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (ref.current) ref.current.srcObject = stream
  }, [stream])
  return (
    <video
      ref={ref}
      aria-label={label}
      autoPlay
      muted
      playsInline
      className="size-full -scale-x-100 object-cover"
    />
  )
}

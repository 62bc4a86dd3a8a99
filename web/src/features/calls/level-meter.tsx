import { useEffect, useState } from 'react'
import { callsWords } from './words.ts'

const everyMs = 100

/** How loud the microphone hears: a bar that moves while one speaks. */
export function LevelMeter({ stream }: { stream: MediaStream }) {
  const words = callsWords.use().check
  const [level, setLevel] = useState(0)
  useEffect(() => {
    if (stream.getAudioTracks().length === 0) return
    const audio = new AudioContext()
    const ear = audio.createAnalyser()
    ear.fftSize = 256
    audio.createMediaStreamSource(stream).connect(ear)
    const heard = new Uint8Array(ear.fftSize)
    const timer = setInterval(() => {
      ear.getByteTimeDomainData(heard)
      // 128 is silence; speech reaches a third of the way
      const loudest = heard.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0)
      setLevel(Math.min(100, Math.round((loudest / 48) * 100)))
    }, everyMs)
    return () => {
      clearInterval(timer)
      void audio.close()
    }
  }, [stream])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter of the browser's own cannot be dressed alike everywhere
    <div
      role="meter"
      aria-label={words.level}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={level}
      className="h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className="h-full origin-left bg-good transition-transform rtl:origin-right"
        style={{ transform: `scaleX(${level / 100})` }}
      />
    </div>
  )
}

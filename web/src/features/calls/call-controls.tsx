import { Mic, MicOff, PhoneOff, Settings2, SwitchCamera, Video, VideoOff } from 'lucide-react'
import { RoundButton } from './round-button.tsx'
import type { useVideoCall } from './use-video-call.ts'
import { callsWords } from './words.ts'

type Running = ReturnType<typeof useVideoCall>
type Ending = { isEnding: boolean; onEnd: () => void }

/** One's own microphone, on or off. */
export function MuteButton({ video, isSmall }: { video: Running; isSmall?: boolean }) {
  const run = callsWords.use().running
  const size = isSmall ? 20 : 24
  return (
    <RoundButton
      label={video.isMuted ? run.unmute : run.mute}
      aria-pressed={video.isMuted}
      look={video.isMuted ? 'off' : 'plain'}
      isSmall={isSmall}
      onClick={video.toggleMicrophone}
    >
      {video.isMuted ? <MicOff size={size} aria-hidden /> : <Mic size={size} aria-hidden />}
    </RoundButton>
  )
}

export function EndButton({ isEnding, onEnd, isSmall }: Ending & { isSmall?: boolean }) {
  const run = callsWords.use().running
  return (
    <RoundButton label={run.end} look="bad" isBusy={isEnding} isSmall={isSmall} onClick={onEnd}>
      <PhoneOff size={isSmall ? 20 : 24} aria-hidden />
    </RoundButton>
  )
}

/** What one may switch in a call, and its end. */
export function CallControls({
  video,
  cameras,
  isChoosing,
  onChoosing,
  ...ending
}: Ending & {
  video: Running
  cameras: readonly MediaDeviceInfo[]
  isChoosing: boolean
  onChoosing: () => void
}) {
  const run = callsWords.use().running
  const nextCamera = () => {
    const at = cameras.findIndex(({ deviceId }) => deviceId === video.choice.camera)
    const next = cameras[(at + 1) % cameras.length]
    if (next) void video.choose({ ...video.choice, camera: next.deviceId })
  }
  return (
    <footer className="relative flex flex-wrap items-center justify-center gap-2 bg-linear-to-t from-scrim p-4 pb-[max(1.5rem,env(safe-area-inset-bottom))] sm:gap-4">
      <MuteButton video={video} />
      <RoundButton
        label={video.isCameraOff ? run.cameraOn : run.cameraOff}
        aria-pressed={video.isCameraOff}
        look={video.isCameraOff ? 'off' : 'plain'}
        onClick={() => void video.toggleCamera()}
      >
        {video.isCameraOff ? <VideoOff size={24} aria-hidden /> : <Video size={24} aria-hidden />}
      </RoundButton>
      {cameras.length > 1 && (
        <RoundButton label={run.switchCamera} onClick={nextCamera}>
          <SwitchCamera size={24} aria-hidden />
        </RoundButton>
      )}
      <RoundButton label={run.devices} aria-expanded={isChoosing} onClick={onChoosing}>
        <Settings2 size={24} aria-hidden />
      </RoundButton>
      <EndButton {...ending} />
    </footer>
  )
}

import { useMutation } from '@tanstack/react-query'
import { Minimize2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Call, otherOf } from './call.ts'
import { endCall } from './call-actions.ts'
import { CallControls, EndButton, MuteButton } from './call-controls.tsx'
import { CallScreen } from './call-screen.tsx'
import { forgetCall } from './call-store.ts'
import { CallTile } from './call-tile.tsx'
import { DeviceSelects } from './device-selects.tsx'
import { MediaHelp } from './media-help.tsx'
import { spokenName } from './spoken-name.ts'
import { TimeLeft } from './time-left.tsx'
import { useDevices } from './use-devices.ts'
import { useVideoCall } from './use-video-call.ts'
import { callsWords } from './words.ts'

/**
 * Two see and hear each other: the other large, oneself small, how long still, and what one may switch. Made small it goes on in a
 * corner of the page; the elements of picture and sound are the same, so nothing stops.
 */
export function RunningCall({
  call,
  isSmall,
  onSmall,
}: {
  call: Call
  isSmall: boolean
  onSmall: (isSmall: boolean) => void
}) {
  const words = callsWords.use()
  const run = words.running
  const { name, avatar } = otherOf(call, useMyId())
  const spoken = spokenName(name)
  const other = useRef<HTMLVideoElement>(null)
  const sound = useRef<HTMLAudioElement>(null)
  const own = useRef<HTMLVideoElement>(null)
  const video = useVideoCall(call, { other, sound, own })
  const devices = useDevices()
  const [isChoosing, setChoosing] = useState(false)
  const end = useMutation({
    mutationFn: () =>
      endCall(call.id, video.fault && video.state.phase !== 'together' ? 'no_device' : 'hung_up'),
    onSuccess: () => forgetCall(call.id),
    onError: (error) => showToast(sentenceFor(error)),
  })
  const { phase, hasOtherVideo, isOtherMuted } = video.state
  const cameras = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId)
  const says =
    phase === 'together'
      ? hasOtherVideo
        ? isOtherMuted && run.otherMuted(spoken)
        : run.otherCameraOff(spoken)
      : {
          connecting: run.connecting,
          alone: run.waiting(spoken),
          reconnecting: run.reconnecting,
          other_reconnecting: run.otherReconnecting(spoken),
          over: words.over.ended,
        }[phase]
  // what went wrong needs the room to say so
  const isTile = isSmall && video.error === null && !video.fault
  const makeSmall = () => {
    setChoosing(false)
    onSmall(true)
  }
  const ending = { isEnding: end.isPending, onEnd: () => end.mutate() }
  return (
    <CallScreen label={run.title(spoken)} isDark isSmall={isTile} onEscape={makeSmall}>
      {/* biome-ignore lint/a11y/useMediaCaption: it is the picture of somebody who is speaking now */}
      <video
        ref={other}
        aria-label={run.other(spoken)}
        autoPlay
        playsInline
        data-phase={phase}
        className={classNames(
          'absolute inset-x-0 top-0 w-full object-cover',
          isTile ? 'h-36' : 'h-full',
          !hasOtherVideo && 'invisible',
        )}
      />
      {/* biome-ignore lint/a11y/useMediaCaption: it is the voice of somebody who is speaking now */}
      <audio ref={sound} autoPlay />
      {isTile ? (
        <CallTile
          name={spoken}
          says={says}
          time={<TimeLeft call={call} />}
          controls={
            <>
              <MuteButton video={video} isSmall />
              <EndButton {...ending} isSmall />
            </>
          }
          onBack={() => onSmall(false)}
        >
          {!hasOtherVideo && <Avatar name={name} url={avatar} size="huge" />}
        </CallTile>
      ) : (
        <>
          <header className="relative flex items-start justify-between gap-3 bg-linear-to-b from-scrim p-4 pt-[max(1rem,env(safe-area-inset-top))]">
            <div className="min-w-0 rounded-card bg-raised px-4 py-2">
              <h2 className="truncate text-17">
                <bdi>{name}</bdi>
              </h2>
              {call.order_number && (
                <p className="tabular text-13 text-ink-soft">{words.about(call.order_number)}</p>
              )}
            </div>
            <div className="flex items-center gap-2">
              <TimeLeft call={call} />
              <IconButton label={run.makeSmall} className="bg-raised" onClick={makeSmall}>
                <Minimize2 size={20} aria-hidden />
              </IconButton>
            </div>
          </header>
          <div className="relative flex min-h-0 flex-1 flex-col items-center justify-center gap-4 p-4 text-center">
            {!hasOtherVideo && <Avatar name={name} url={avatar} size="huge" />}
            <p
              role="status"
              className={classNames(
                'rounded-full px-4 py-1.5 empty:hidden',
                hasOtherVideo ? 'bg-raised' : 'text-17',
              )}
            >
              {!video.error && says}
            </p>
            {video.error !== null && (
              <div
                role="alert"
                className="flex max-w-md flex-col items-center gap-3 rounded-card bg-raised p-5"
              >
                <p className="font-semibold">{run.failed}</p>
                <p className="text-ink-soft">{sentenceFor(video.error)}</p>
                <Button onClick={video.retry}>{words.tryAgain}</Button>
              </div>
            )}
            {video.fault && (
              <div className="max-w-md text-start">
                <MediaHelp fault={video.fault} onRetry={video.retry} />
              </div>
            )}
          </div>
        </>
      )}
      <div
        className={classNames(
          'absolute end-4 bottom-36 h-40 w-28 overflow-hidden rounded-card border border-line bg-sunken sm:h-36 sm:w-56',
          isTile ? 'hidden' : video.isCameraOff && 'invisible',
        )}
      >
        <video
          ref={own}
          aria-label={run.own}
          autoPlay
          muted
          playsInline
          className="size-full -scale-x-100 object-cover"
        />
      </div>
      {isChoosing && (
        <div className="relative mx-auto mb-3 flex w-full max-w-lg flex-col gap-3 rounded-card bg-raised p-4">
          <DeviceSelects
            devices={devices}
            choice={video.choice}
            onChoose={(next) => void video.choose(next)}
          />
          <Button look="secondary" onClick={() => setChoosing(false)}>
            {run.done}
          </Button>
        </div>
      )}
      {!isTile && (
        <CallControls
          video={video}
          cameras={cameras}
          isChoosing={isChoosing}
          onChoosing={() => setChoosing((before) => !before)}
          {...ending}
        />
      )}
    </CallScreen>
  )
}

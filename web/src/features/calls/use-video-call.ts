import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import * as v from 'valibot'
import { env } from '../../lib/env.ts'
import { callFunction } from '../../lib/functions.ts'
import type { Call } from './call.ts'
import { catchUp, joinCall } from './call-actions.ts'
import { type DeviceChoice, deviceChoice, keepDeviceChoice, type MediaFault } from './device-choice.ts'
import { thisDevice } from './this-device.ts'
import { beginning, joinRoom, openOwn, type VideoState } from './video-room.ts'

const pass = v.object({ token: v.string(), room: v.string() })
type Own = Awaited<ReturnType<typeof openOwn>>

type Elements = {
  other: RefObject<HTMLVideoElement | null>
  sound: RefObject<HTMLAudioElement | null>
  own: RefObject<HTMLVideoElement | null>
}

/** A call that runs on this device: camera and microphone, the room, what the other shows, and what one may switch. */
export function useVideoCall(call: Call, { other, sound, own: mirror }: Elements) {
  const [state, setState] = useState<VideoState>(beginning)
  const [fault, setFault] = useState<MediaFault | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [isMuted, setMuted] = useState(false)
  const [isCameraOff, setCameraOff] = useState(false)
  const [choice, setChoice] = useState(deviceChoice)
  const [attempt, setAttempt] = useState(0)
  const tracks = useRef<Own | null>(null)
  const { id } = call

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to join again
  useEffect(() => {
    let isGone = false
    let leave = () => {}
    const join = async () => {
      const [own, said] = await Promise.all([
        openOwn(deviceChoice()),
        callFunction('video-token', { call_id: id, device_id: thisDevice() }),
      ])
      const letGo = () => {
        own.audio?.stop()
        own.video?.stop()
      }
      if (isGone || !other.current || !sound.current) return letGo()
      tracks.current = own
      setFault(own.fault)
      setMuted(own.audio === null)
      setCameraOff(own.video === null)
      if (mirror.current) own.video?.attach(mirror.current)
      leave = letGo
      const { token, room } = v.parse(pass, said)
      const out = await joinRoom({
        token,
        room,
        signalingUrl: env.videoSignalingUrl,
        own,
        screens: { other: other.current, sound: sound.current },
        onState: (next) => !isGone && setState(next),
      })
      leave = () => {
        out()
        letGo()
      }
      if (isGone) leave()
    }
    void join().catch((cause: unknown) => {
      if (isGone) return
      setError(cause)
      // over by now? then that is what is shown
      void catchUp().catch(() => undefined)
    })
    return () => {
      isGone = true
      leave()
      tracks.current = null
    }
  }, [id, attempt])

  const isTogether = state.phase === 'together'
  useEffect(() => {
    if (isTogether) void joinCall(id).catch(() => undefined)
  }, [isTogether, id])
  const isOver = state.phase === 'over'
  useEffect(() => {
    if (isOver) void catchUp().catch(() => undefined)
  }, [isOver])

  const toggleMicrophone = () => {
    const audio = tracks.current?.audio
    if (!audio) return
    if (isMuted) audio.enable()
    else audio.disable()
    setMuted(!isMuted)
  }
  const toggleCamera = async () => {
    const video = tracks.current?.video
    if (!video) return
    setCameraOff(!isCameraOff)
    if (isCameraOff) {
      await video.restart()
      video.enable()
    } else {
      video.disable()
      // the lamp beside the camera goes out as well
      video.stop()
    }
  }
  const choose = useCallback(async (next: DeviceChoice) => {
    const { audio, video } = tracks.current ?? {}
    const before = deviceChoice()
    keepDeviceChoice(next)
    setChoice(next)
    if (next.camera !== before.camera) await video?.restart({ deviceId: { ideal: next.camera } })
    if (next.microphone !== before.microphone) await audio?.restart({ deviceId: { ideal: next.microphone } })
  }, [])
  const retry = useCallback(() => {
    setError(null)
    setFault(null)
    setState(beginning)
    setAttempt((before) => before + 1)
  }, [])

  return { state, fault, error, isMuted, isCameraOff, choice, toggleMicrophone, toggleCamera, choose, retry }
}

import * as Video from 'twilio-video'
import { audioOf, type DeviceChoice, faultOf, type MediaFault, videoOf } from './device-choice.ts'

type Own = {
  audio: Video.LocalAudioTrack | null
  video: Video.LocalVideoTrack | null
  fault: MediaFault | null
}

/** What the page shows of a call that runs. `together`: the other is there and connected. */
export type VideoState = {
  phase: 'connecting' | 'alone' | 'together' | 'reconnecting' | 'other_reconnecting' | 'over'
  hasOtherVideo: boolean
  isOtherMuted: boolean
}
export const beginning: VideoState = { phase: 'connecting', hasOtherVideo: false, isOtherMuted: false }

/** Camera and microphone, or what there is of them; none of both is a fault, and one is still seen and heard nothing of. */
export async function openOwn(choice: DeviceChoice): Promise<Own> {
  const [audio, video] = await Promise.allSettled([
    Video.createLocalAudioTrack(audioOf(choice)),
    Video.createLocalVideoTrack(videoOf(choice)),
  ])
  return {
    audio: audio.status === 'fulfilled' ? audio.value : null,
    video: video.status === 'fulfilled' ? video.value : null,
    fault: audio.status === 'rejected' ? faultOf(audio.reason) : null,
  }
}

type Screens = { other: HTMLVideoElement; sound: HTMLAudioElement }

/**
 * Joins a room at Twilio and shows the other on `screens`. `onState` hears every change; returns the way out, which lets go of the
 * connection and not of the own tracks. Throws when the room cannot be joined.
 */
export async function joinRoom(o: {
  token: string
  room: string
  signalingUrl: string
  own: Own
  screens: Screens
  onState: (state: VideoState) => void
}): Promise<() => void> {
  const tracks = [o.own.audio, o.own.video].filter((track) => track !== null)
  const options = {
    name: o.room,
    tracks,
    // nothing about the call goes to anybody who does not carry it
    insights: false,
    ...(o.signalingUrl ? { wsServer: o.signalingUrl } : {}),
  }
  const room = await Video.connect(o.token, options)
  let isSelfConnected = true

  const say = () => {
    const [other] = room.participants.values()
    const videos = [...(other?.videoTracks.values() ?? [])]
    const audios = [...(other?.audioTracks.values() ?? [])]
    o.onState({
      phase:
        room.state === 'disconnected'
          ? 'over'
          : !isSelfConnected || room.state === 'reconnecting'
            ? 'reconnecting'
            : !other
              ? 'alone'
              : other.state === 'reconnecting'
                ? 'other_reconnecting'
                : [...videos, ...audios].some(({ isSubscribed }) => isSubscribed)
                  ? 'together'
                  : 'connecting',
      hasOtherVideo: videos.some(({ isSubscribed, isTrackEnabled }) => isSubscribed && isTrackEnabled),
      isOtherMuted: audios.length > 0 && audios.every(({ isTrackEnabled }) => !isTrackEnabled),
    })
  }

  const show = (track: Video.RemoteTrack) => {
    if (track.kind === 'video') track.attach(o.screens.other)
    else if (track.kind === 'audio') track.attach(o.screens.sound)
    say()
  }
  const hide = (track: Video.RemoteTrack) => {
    if (track.kind === 'video') track.detach(o.screens.other)
    else if (track.kind === 'audio') track.detach(o.screens.sound)
    say()
  }
  const meet = (other: Video.RemoteParticipant) => {
    for (const { track } of other.tracks.values()) if (track) show(track)
    other.on('trackSubscribed', show)
    other.on('trackUnsubscribed', hide)
    for (const event of ['trackEnabled', 'trackDisabled', 'reconnecting', 'reconnected'] as const)
      other.on(event, say)
    say()
  }
  room.on('participantConnected', meet)
  room.on('participantDisconnected', say)
  room.on('reconnecting', () => {
    isSelfConnected = false
    say()
  })
  room.on('reconnected', () => {
    isSelfConnected = true
    say()
  })
  room.on('disconnected', say)
  for (const other of room.participants.values()) meet(other)
  say()
  return () => {
    room.removeAllListeners()
    room.disconnect()
  }
}

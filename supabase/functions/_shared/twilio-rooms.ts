import { type Answer, ask, type Silence } from './ask.ts'
import { readObject, readRefusal } from './refusal.ts'

/** `failed`: Twilio did not say, or said no; `reason` is for the log. */
export type RoomStep<T> = ({ step: 'done' } & T) | { step: 'failed'; reason: string }

/** Rooms at Twilio Video, by the name we give them: the id of the call. */
export type Rooms = {
  /** Makes the room, or finds the one that is there. */
  open(name: string): Promise<RoomStep<{ sid: string }>>
  /** Ends it for everybody in it; one that is over, or was never made, is ended. */
  end(name: string): Promise<RoomStep<object>>
}

type Options = {
  accountSid: string
  authToken: string
  /** Where Twilio tells what happens in the room. */
  statusCallback: string
  /** group unless the account still has another; twilio.com/docs/video/understanding-rooms */
  type?: string
  apiBase?: string
  timeoutMs?: number
}

const host = 'video.twilio.com'
// twilio.com/docs/api/errors: Room exists; Room not found; Room status cannot change any more; Room completed
const roomExists = '53113'
const isOver: readonly string[] = ['20404', '53106', '53112', '53118']

/** Twilio's Rooms resource over fetch: three calls do not need the whole client, which is larger than a function may be. */
export function twilioRooms(options: Options): Rooms {
  const { accountSid, authToken, apiBase, statusCallback, type = 'group', timeoutMs = 8000 } = options
  const base = apiBase ? `${apiBase.replace(/\/$/, '')}/${host}` : `https://${host}`
  const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`
  const call = (method: string, path: string, body?: Record<string, string>) =>
    ask(
      new URL(`${base}/v1/Rooms${path}`),
      { method, headers: { authorization }, ...(body ? { body: new URLSearchParams(body) } : {}) },
      { timeoutMs, maxBytes: 65_536 },
    )

  return {
    async open(name) {
      const made = read(
        await call('POST', '', {
          UniqueName: name,
          Type: type,
          MaxParticipants: '2',
          // minutes; the least there is, for a room that nobody comes into or that all have left
          UnusedRoomTimeout: '1',
          EmptyRoomTimeout: '1',
          StatusCallback: statusCallback,
          StatusCallbackMethod: 'POST',
        }),
      )
      if (made.sid) return { step: 'done', sid: made.sid }
      if (made.code !== roomExists) return { step: 'failed', reason: made.reason }
      const found = read(await call('GET', `/${encodeURIComponent(name)}`))
      return found.sid ? { step: 'done', sid: found.sid } : { step: 'failed', reason: found.reason }
    },
    async end(name) {
      const ended = read(await call('POST', `/${encodeURIComponent(name)}`, { Status: 'completed' }))
      return ended.sid || isOver.includes(ended.code)
        ? { step: 'done' }
        : { step: 'failed', reason: ended.reason }
    },
  }
}

function read(answer: Answer | Silence): { sid?: string; code: string; reason: string } {
  const body = 'silence' in answer ? undefined : readObject(answer)
  const sid = body && typeof body.sid === 'string' && /^RM[0-9a-f]{32}$/.test(body.sid) ? body.sid : undefined
  if (sid && !('silence' in answer) && answer.status < 300) return { sid, code: '', reason: '' }
  const { code, error = '' } = readRefusal(answer, body)
  return { code, reason: `${code} ${error}`.trim() }
}

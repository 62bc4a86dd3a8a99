import * as v from 'valibot'

/** Protocol version of a socket: 1 is Phoenix's JSON object, 2 the JSON array plus Supabase's binary broadcasts. */
export type Vsn = 1 | 2
export type Encoding = 'binary' | 'json'
export type UserBroadcast = { event: string; encoding: Encoding; body: Buffer }

export type Inbound = {
  joinRef: string | null
  ref: string | null
  topic: string
  event: string
  payload: unknown
  /** Set for a binary push: its body is relayed as it came, never parsed. */
  broadcast: UserBroadcast | null
}

const PUSH = 3
const BROADCAST = 4
const PUSH_HEADER = 7

const reference = v.nullish(v.string(), null)
const arrayForm = v.pipe(
  v.looseTuple([reference, reference, v.string(), v.string(), v.unknown()]),
  v.transform(([joinRef, ref, topic, event, payload]) => ({ joinRef, ref, topic, event, payload })),
)
const objectForm = v.pipe(
  v.object({
    join_ref: reference,
    ref: reference,
    topic: v.string(),
    event: v.string(),
    payload: v.optional(v.unknown()),
  }),
  v.transform(({ join_ref, ref, topic, event, payload }) => ({
    joinRef: join_ref,
    ref,
    topic,
    event,
    payload,
  })),
)

/** A text frame from a client. Throws on anything that is not an envelope of that version. */
export function decodeText(vsn: Vsn, text: string): Inbound {
  const envelope = v.parse(vsn === 1 ? objectForm : arrayForm, JSON.parse(text))
  return { ...envelope, broadcast: null }
}

/** A binary frame from a client: kind 3, seven length bytes, then the parts. Null for the kinds clients do not send. */
export function decodeBinary(frame: Buffer): Inbound | null {
  if (frame[0] !== PUSH) return null
  const lengths = frame.subarray(1, 6)
  let offset = PUSH_HEADER
  const [joinRef, ref, topic, event] = [...lengths].map((length) => {
    const part = frame.toString('utf8', offset, offset + length)
    offset += length
    return part
  })
  if (frame.length < offset || topic === undefined || event === undefined) throw new RangeError('short frame')
  const encoding = frame[6] === 0 ? 'binary' : 'json'
  return {
    joinRef: joinRef || null,
    ref: ref || null,
    topic,
    event: 'broadcast',
    payload: undefined,
    broadcast: { event, encoding, body: frame.subarray(offset) },
  }
}

/** A message as text of either version; `payload` is JSON already, so rows from the database pass unparsed. */
export function encodeText(
  vsn: Vsn,
  message: { joinRef: string | null; ref: string | null; topic: string; event: string; payload: string },
): string {
  const { joinRef, ref, topic, event, payload } = message
  const json = JSON.stringify
  if (vsn === 1)
    return `{"topic":${json(topic)},"event":${json(event)},"payload":${payload},"ref":${json(ref)}}`
  return `[${json(joinRef)},${json(ref)},${json(topic)},${json(event)},${payload}]`
}

/** Kind 4, the binary broadcast of version 2. Null when a name is over the 255 bytes its length byte can hold. */
export function encodeBroadcast(topic: string, meta: string, broadcast: UserBroadcast): Buffer | null {
  const parts = [topic, broadcast.event, meta].map((part) => Buffer.from(part))
  if (parts.some((part) => part.length > 255)) return null
  const header = [BROADCAST, ...parts.map((part) => part.length), broadcast.encoding === 'binary' ? 0 : 1]
  return Buffer.concat([Buffer.from(header), ...parts, broadcast.body])
}

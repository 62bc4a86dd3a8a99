export type PushHeaders = { ttl: number; urgency: string; topic: string | null }

const urgencies = ['very-low', 'low', 'normal', 'high']

/** Reads TTL, Urgency and Topic (RFC 8030 §5.2–5.4) and the encoding; the reason is a 400. */
export function readPushHeaders(
  header: (name: string) => string | undefined,
  hasBody: boolean,
): PushHeaders | { reason: string } {
  const ttl = header('ttl')
  if (ttl === undefined) return { reason: 'TTL is missing' }
  if (!/^\d{1,10}$/.test(ttl)) return { reason: 'TTL is not a number of seconds' }
  const urgency = header('urgency') ?? 'normal'
  if (!urgencies.includes(urgency)) return { reason: `Urgency must be one of ${urgencies.join(', ')}` }
  const topic = header('topic') ?? null
  if (topic !== null && !/^[\w-]{1,32}$/.test(topic))
    return { reason: 'Topic must be 1 to 32 letters of the URL-safe base64 alphabet' }
  if (hasBody && header('content-encoding') !== 'aes128gcm')
    return { reason: 'Content-Encoding must be aes128gcm' }
  return { ttl: Number(ttl), urgency, topic }
}

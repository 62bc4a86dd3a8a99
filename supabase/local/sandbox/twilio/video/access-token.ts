import { createHmac, timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'

const claims = v.object({
  iss: v.string(),
  sub: v.string(),
  exp: v.number(),
  grants: v.object({ identity: v.pipe(v.string(), v.minLength(1)), video: v.object({ room: v.string() }) }),
})

export type VideoKey = { sid: string; secret: string }
export type Entry = { identity: string; room: string }

/** Reads an access token as Twilio does: who comes, into which room; or Twilio's code of why not. */
export function readAccessToken(token: unknown, key: VideoKey, accountSid: string): Entry | { code: number } {
  const invalid = { code: 20101 } // Invalid Access Token
  const [head, body, signature] = typeof token === 'string' ? token.split('.') : []
  if (!head || !body || !signature) return invalid
  const expected = createHmac('sha256', key.secret).update(`${head}.${body}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return invalid
  const read = v.safeParse(claims, parsed(body))
  if (!read.success || read.output.iss !== key.sid || read.output.sub !== accountSid) return invalid
  const { exp, grants } = read.output
  if (exp * 1000 <= Date.now()) return { code: 20104 } // Access Token expired
  return { identity: grants.identity, room: grants.video.room }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString())
  } catch {
    return null
  }
}

import { errors, importJWK, jwtVerify } from 'jose'

/** 401: no VAPID at all; 403: VAPID that does not hold (RFC 8292 §4.2). */
export type Vapid = { subject: string } | { httpStatus: 401 | 403; reason: string }

/** RFC 8292 §2: a token may live at most 24 hours. */
const maxLifeS = 24 * 60 * 60
const cacheSize = 500

/** Checks `Authorization: vapid t=…, k=…`: ES256 by k, aud = `origin`, exp within 24 h, sub a mailto: or https: contact. */
export function createVapidCheck(
  origin: string,
): (header: string | undefined, boundKey: string | null) => Promise<Vapid> {
  // A sender signs once per origin and half a day; checking each signature anew would be most of the work.
  const good = new Map<string, { subject: string; expiresMs: number }>()

  return async (header, boundKey) => {
    const parts = parse(header)
    if (!parts) return { httpStatus: 401, reason: 'no VAPID authorization (vapid t=…, k=…)' }
    if (boundKey !== null && boundKey !== parts.k)
      return { httpStatus: 403, reason: 'the subscription belongs to another VAPID key' }
    const cached = good.get(`${parts.t} ${parts.k}`)
    if (cached && cached.expiresMs > Date.now()) return { subject: cached.subject }
    const verdict = await verify(parts, origin)
    if ('reason' in verdict) return { httpStatus: 403, reason: verdict.reason }
    if (good.size >= cacheSize) good.clear()
    good.set(`${parts.t} ${parts.k}`, verdict)
    return { subject: verdict.subject }
  }
}

function parse(header: string | undefined): { t: string; k: string } | null {
  const match = /^vapid\s+(.*)$/i.exec(header ?? '')
  if (!match) return null
  const params = new Map((match[1] ?? '').split(',').map((p) => [p.trim().slice(0, 1), p.trim().slice(2)]))
  const t = params.get('t')
  const k = params.get('k')?.replace(/=+$/, '')
  return t && k ? { t, k } : null
}

type Verdict = { subject: string; expiresMs: number } | { reason: string }

async function verify({ t, k }: { t: string; k: string }, origin: string): Promise<Verdict> {
  const point = Buffer.from(k, 'base64url')
  if (point.length !== 65 || point[0] !== 4) return { reason: 'k is not an uncompressed P-256 point' }
  const x = point.subarray(1, 33).toString('base64url')
  const y = point.subarray(33).toString('base64url')
  try {
    const key = await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256')
    const { payload } = await jwtVerify(t, key, {
      algorithms: ['ES256'],
      audience: origin,
      requiredClaims: ['exp'],
    })
    const { exp = 0, sub = '' } = payload
    if (exp > Date.now() / 1000 + maxLifeS) return { reason: 'exp is more than 24 hours away' }
    if (!/^(mailto:.+@.+|https:\/\/(?!localhost\b).+)/.test(sub))
      return { reason: 'sub is not a mailto: or https: contact' }
    return { subject: sub, expiresMs: exp * 1000 }
  } catch (error) {
    return { reason: error instanceof errors.JOSEError ? error.message : 'k is not a P-256 key' }
  }
}

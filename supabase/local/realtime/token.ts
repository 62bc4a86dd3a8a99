import { compactVerify, errors } from 'jose'
import * as v from 'valibot'

export type Claims = { role: string; exp: number; sub?: string | undefined }

/** A person as the database sees them: `json` is the token's payload, byte for byte. */
export type Identity = { token: string; claims: Claims; json: string }

/** `message` goes into system messages and, with the code before it, into refused joins: upstream's texts. */
export type Refusal = { code: string; message: string }
export type Verdict = { identity: Identity } | { refusal: Refusal }
export type Verify = (token: string) => Promise<Verdict>

const claimsSchema = v.object({
  role: v.string(),
  exp: v.pipe(v.number(), v.integer()),
  sub: v.optional(v.string()),
})
const expirySchema = v.object({ exp: v.number() })

const refuse = (code: string, message: string): Verdict => ({ refusal: { code, message } })
const malformed = () => refuse('MalformedJWT', 'The token provided is not a valid JWT')

/** Checks HS256 tokens of one project in upstream's order: form, signature, expiry, claims. */
export function tokenVerifier(jwtSecret: string): Verify {
  const key = new TextEncoder().encode(jwtSecret)
  return async (token) => {
    let payload: unknown
    let json: string
    try {
      const verified = await compactVerify(token, key, { algorithms: ['HS256', 'HS384', 'HS512'] })
      json = new TextDecoder().decode(verified.payload)
      payload = JSON.parse(json)
    } catch (cause) {
      const isForged =
        cause instanceof errors.JWSSignatureVerificationFailed || cause instanceof errors.JOSEAlgNotAllowed
      return isForged ? refuse('JwtSignatureError', 'Failed to validate JWT signature') : malformed()
    }
    const expiry = v.safeParse(expirySchema, payload)
    const age = expiry.success ? Math.floor(Date.now() / 1000) - expiry.output.exp : Number.NEGATIVE_INFINITY
    if (age >= 0) return refuse('InvalidJWTToken', `Token has expired ${age} seconds ago`)
    const claims = v.safeParse(claimsSchema, payload)
    if (!claims.success) return refuse('InvalidJWTToken', 'Fields `role` and `exp` are required in JWT')
    return { identity: { token, claims: claims.output, json } }
  }
}

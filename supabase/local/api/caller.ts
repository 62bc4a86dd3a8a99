import { createHash, timingSafeEqual } from 'node:crypto'
import { errors, jwtVerify } from 'jose'

export type ApiSecrets = {
  jwtSecret: string
  publishableKey: string
  secretKey: string
  anonJwt: string
  serviceRoleJwt: string
}

/** Who asks: the person of a token, or what the API key alone allows. */
export type Caller = {
  role: string
  claims: Record<string, unknown>
  /** role of the API key beside it */
  keyRole: 'anon' | 'service_role'
}

export type KeyProblem = 'missing' | 'invalid' | 'browser'
export type TokenProblem = { code: 'PGRST301' | 'PGRST303'; message: string; details: string | null }
export type Identity =
  | { kind: 'caller'; caller: Caller; token?: string }
  | { kind: 'key'; problem: KeyProblem }
  | { kind: 'token'; problem: TokenProblem }

/**
 * Reads API key and token as the hosted gateway and PostgREST do. A token that is there must be good: a forged or expired
 * one is never taken for nobody.
 */
export function createIdentify(secrets: ApiSecrets): (request: Request) => Promise<Identity> {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const keys = [
    { digest: digest(secrets.publishableKey), keyRole: 'anon' as const },
    { digest: digest(secrets.secretKey), keyRole: 'service_role' as const },
    { digest: digest(secrets.anonJwt), keyRole: 'anon' as const },
    { digest: digest(secrets.serviceRoleJwt), keyRole: 'service_role' as const },
  ]
  const secret = new TextEncoder().encode(secrets.jwtSecret)

  return async (request): Promise<Identity> => {
    const given = request.headers.get('apikey') ?? new URL(request.url).searchParams.get('apikey')
    if (!given) return { kind: 'key', problem: 'missing' }
    const presented = digest(given)
    // all are compared, each in constant time, so that the time tells nothing
    const [key] = keys.filter((each) => timingSafeEqual(each.digest, presented))
    if (!key) return { kind: 'key', problem: 'invalid' }
    // as hosted: a secret key that sits in a web page has leaked
    if (given.startsWith('sb_secret_') && /^\s*Mozilla\s*\//i.test(request.headers.get('user-agent') ?? '')) {
      return { kind: 'key', problem: 'browser' }
    }
    const { keyRole } = key
    const bearer = /^Bearer(?:\s+(.*))?$/i.exec(request.headers.get('authorization') ?? '')
    const token = bearer && (bearer[1] ?? '').trim()
    if (token === null || token === given) {
      return {
        kind: 'caller',
        caller: { role: keyRole, claims: { iss: 'supabase', role: keyRole }, keyRole },
      }
    }
    const verified = await verify(token, secret)
    if (verified.kind === 'problem') return { kind: 'token', problem: verified.problem }
    const { claims } = verified
    const role = typeof claims.role === 'string' ? claims.role : 'anon'
    return { kind: 'caller', caller: { role, claims, keyRole }, token }
  }
}

type Verified =
  | { kind: 'claims'; claims: Record<string, unknown> }
  | { kind: 'problem'; problem: TokenProblem }

async function verify(token: string, secret: Uint8Array): Promise<Verified> {
  const parts = token.split('.').filter((part) => part !== '').length
  if (parts !== 3) return problem('PGRST301', `Expected 3 parts in JWT; got ${Math.max(parts, 1)}`)
  try {
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'] })
    // 30 s, as PostgREST allows between clocks
    const isEarly = typeof payload.iat === 'number' && payload.iat > Date.now() / 1000 + 30
    return isEarly ? problem('PGRST303', 'JWT issued at future') : { kind: 'claims', claims: payload }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return problem('PGRST303', 'JWT expired')
    if (error instanceof errors.JWTClaimValidationFailed) return problem('PGRST303', 'JWT not yet valid')
    return problem(
      'PGRST301',
      'No suitable key or wrong key type',
      'None of the keys was able to decode the JWT',
    )
  }
}

const problem = (code: TokenProblem['code'], message: string, details: string | null = null): Verified => ({
  kind: 'problem',
  problem: { code, message, details },
})

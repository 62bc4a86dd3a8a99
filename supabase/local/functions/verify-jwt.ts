import { jwtVerify } from 'jose'
import type { RefusalCode } from './refusals.ts'

/**
 * The platform's `verify_jwt` check: a JWT of this project in `authorization`, a person's or the anon or service role key.
 * API keys (`sb_…`) are no JWTs and are refused here as they are when hosted; beside a JWT they belong in `apikey`.
 */
export async function verifyJwt(
  authorization: string | undefined,
  jwtSecret: string,
): Promise<RefusalCode | undefined> {
  if (!authorization) return 'UNAUTHORIZED_NO_AUTH_HEADER'
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization)?.[1]
  if (!token) return 'UNAUTHORIZED_INVALID_JWT_FORMAT'
  try {
    await jwtVerify(token, new TextEncoder().encode(jwtSecret), { algorithms: ['HS256'] })
    return undefined
  } catch {
    return 'UNAUTHORIZED_LEGACY_JWT'
  }
}

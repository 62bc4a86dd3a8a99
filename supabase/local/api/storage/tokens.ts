import { jwtVerify, SignJWT } from 'jose'
import { StorageRefusal } from './refusal.ts'

/** Only a URL to upload says whether it may replace: that also tells it from a URL to read. */
type Signed = { url: string; owner?: string; upsert?: boolean }

/** What a signed URL carries: the one path it opens, until when. Signed with the project's secret, as storage-api does. */
export function createTokens(jwtSecret: string) {
  const secret = new TextEncoder().encode(jwtSecret)
  return {
    sign(content: Signed, seconds: number): Promise<string> {
      const now = Math.floor(Date.now() / 1000)
      return new SignJWT({ ...content })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .sign(secret)
    },
    /** Throws InvalidJWT, or InvalidSignature when the token was made for another path or purpose. */
    async verify(token: string | undefined, url: string, purpose: 'read' | 'upload'): Promise<Signed> {
      const payload = await jwtVerify(token ?? '', secret, { algorithms: ['HS256'] }).then(
        (verified) => verified.payload as Signed,
        (error: Error) => {
          throw new StorageRefusal(400, 'InvalidJWT', error.message)
        },
      )
      if (payload.url === url && (payload.upsert === undefined) === (purpose === 'read')) return payload
      throw new StorageRefusal(400, 'InvalidSignature', 'Invalid signature')
    },
  }
}
export type Tokens = ReturnType<typeof createTokens>

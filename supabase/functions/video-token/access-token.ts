import AccessToken from 'twilio/lib/jwt/AccessToken.js'
import type { Pass } from './handler.ts'

type Keys = { accountSid: string; apiKeySid: string; apiKeySecret: string }

/** Signs access tokens of Twilio that open one room, and no other service. */
export function accessTokens({ accountSid, apiKeySid, apiKeySecret }: Keys): (pass: Pass) => string {
  return ({ room, identity, ttlS }) => {
    const token = new AccessToken(accountSid, apiKeySid, apiKeySecret, { identity, ttl: ttlS })
    token.addGrant(new AccessToken.VideoGrant({ room }))
    return token.toJwt()
  }
}

declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'

  /** Throws when the body is not what the keys can open. */
  export function decrypt(
    body: Buffer,
    params: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string },
  ): Buffer
}

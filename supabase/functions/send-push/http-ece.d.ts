import type { Buffer } from 'node:buffer'

import type { ECDH } from 'node:crypto'

/** The part of http_ece that the tests decrypt with; the package ships no types. */
declare const ece: {
  decrypt(body: Buffer, options: { version: 'aes128gcm'; privateKey: ECDH; authSecret: string }): Uint8Array
}
export default ece

import { createECDH, randomBytes } from 'node:crypto'
import * as v from 'valibot'

export const deviceInput = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  /** Whose it is, when the name does not say; puts the device into that person's phone on the page. */
  person: v.optional(v.pipe(v.string(), v.maxLength(100))),
  /** VAPID public key; then only its owner may send (RFC 8292 §4.2). */
  application_server_key: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{87}=?$/))),
})

/** A subscription together with the private half of its keys; all keys base64url. */
export type Device = {
  id: string
  name: string
  person: string | null
  at: string
  public_key: string
  private_key: string
  auth: string
  application_server_key: string | null
}

/** A device with fresh P-256 keys and a 16-byte auth secret (RFC 8291 §3). The id is unguessable: who knows it may send. */
export function createDevice(input: v.InferOutput<typeof deviceInput>): Device {
  const ecdh = createECDH('prime256v1')
  return {
    id: randomBytes(16).toString('base64url'),
    name: input.name,
    person: input.person ?? null,
    at: new Date().toISOString(),
    public_key: ecdh.generateKeys('base64url'),
    private_key: ecdh.getPrivateKey('base64url'),
    auth: randomBytes(16).toString('base64url'),
    application_server_key: input.application_server_key?.replace('=', '') ?? null,
  }
}

/** The half that is told: the shape of `PushSubscription.toJSON()` with id and name. */
export function publicDevice(device: Device, origin: string) {
  return {
    id: device.id,
    name: device.name,
    person: device.person,
    endpoint: `${origin}/push/send/${device.id}`,
    keys: { p256dh: device.public_key, auth: device.auth },
  }
}

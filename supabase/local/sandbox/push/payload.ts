/// <reference path="./http-ece.d.ts" />
import { createECDH } from 'node:crypto'
import ece from 'http_ece'
import type { Device } from './device.ts'

export type Opened = { payload: unknown } | { reason: string }

/** Decrypts an aes128gcm body (RFC 8291) with the device's keys; JSON is parsed, other text stays text, no body is null. */
export function openPayload(body: Buffer, device: Device): Opened {
  if (body.length === 0) return { payload: null }
  const privateKey = createECDH('prime256v1')
  privateKey.setPrivateKey(device.private_key, 'base64url')
  try {
    const text = ece
      .decrypt(body, { version: 'aes128gcm', privateKey, authSecret: device.auth })
      .toString('utf8')
    return { payload: jsonOr(text) }
  } catch (error) {
    return { reason: `cannot be decrypted: ${error instanceof Error ? error.message : error}` }
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

import { Buffer } from 'node:buffer'

/** The types of node:buffer and node:crypto forget, under Deno 2.1, that a Buffer is a Uint8Array: this remembers it. */
export function bytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value
  throw new TypeError('Expected bytes')
}

export const utf8 = (text: string): Uint8Array => bytes(Buffer.from(text))

/** Throws on anything else than base64url, padded or not: Deno's Buffer does, Node's skips what it cannot read. */
export const fromBase64url = (text: string): Uint8Array => bytes(Buffer.from(text, 'base64url'))

/** Of what is base64, padded: Deno's Buffer throws on anything else, Node's skips it. */
export const fromBase64 = (text: string): Uint8Array => bytes(Buffer.from(text, 'base64'))

export const toBase64url = (part: Uint8Array): string => Buffer.from(part).toString('base64url')

export const fromHex = (text: string): Uint8Array => bytes(Buffer.from(text, 'hex'))

export const toHex = (part: Uint8Array): string => Buffer.from(part).toString('hex')

export function concat(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

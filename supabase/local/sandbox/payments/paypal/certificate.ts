import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

/** A key and the certificate that speaks for it, as PEM. */
export type Certified = { key: KeyObject; certificate: string }

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts)
const bits = (content: Uint8Array) => der(0x03, Buffer.from([0]), content)
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
/** RFC 5280: UTCTime, YYMMDDHHMMSSZ. */
const time = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().replace(/\D/g, '').slice(2, 14)}Z`))

const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05))
const nameOf = (commonName: string) =>
  sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))))

/** A certificate that nobody but itself vouches for (RFC 5280, version 3): Node makes keys, not certificates. */
export function selfSigned(commonName: string, lastsMs = 365 * 24 * 3600_000): Certified {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const name = nameOf(commonName)
  const now = Date.now()
  const told = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    sha256WithRsa,
    name,
    sequence(time(new Date(now - 60_000)), time(new Date(now + lastsMs))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const whole = sequence(told, sha256WithRsa, bits(sign('sha256', told, privateKey)))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return {
    key: privateKey,
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  }
}

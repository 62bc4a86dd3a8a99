import { Buffer } from 'node:buffer'
import { createVerify, X509Certificate } from 'node:crypto'
import { ask } from '../_shared/ask.ts'

/** PayPal's own, live and its sandbox. */
const origins = [
  'https://api.paypal.com',
  'https://api-m.paypal.com',
  'https://api.sandbox.paypal.com',
  'https://api-m.sandbox.paypal.com',
]
const mostKept = 8
const livesMs = 24 * 3600_000

/** CRC-32 of IEEE 802.3, unsigned, as PayPal signs it in place of the body. */
export function crc32(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

export type Verifier = (headers: Headers, body: string) => Promise<boolean>

/**
 * Verifies callbacks as PayPal documents it ("Verify a webhook signature", self-verification): RSA-SHA256 over
 * `transmission id|time|webhook id|CRC-32 of the raw body`, with the certificate that a header names. That header is the sender's: only a
 * certificate of PayPal's own hosts is fetched, over https, and kept a day. `apiBase` is where a stand-in keeps its certificate. Throws when
 * the certificate cannot be had: then nobody knows, and the provider comes again.
 */
export function paypalVerifier(o: { webhookId: string; apiBase?: string | undefined }): Verifier {
  const kept = new Map<string, { certificate: X509Certificate; atMs: number }>()

  async function certificateAt(address: string): Promise<X509Certificate> {
    const known = kept.get(address)
    if (known && known.atMs > Date.now() - livesMs) return known.certificate
    const said = await ask(new URL(address), {}, { timeoutMs: 5000, maxBytes: 32_768 })
    if ('silence' in said || said.status !== 200) throw new Error('The certificate of PayPal cannot be had')
    const certificate = new X509Certificate(said.text)
    if (kept.size >= mostKept) kept.clear()
    kept.set(address, { certificate, atMs: Date.now() })
    return certificate
  }

  return async (headers, body) => {
    const given = (name: string) => headers.get(`paypal-${name}`) ?? ''
    const address = given('cert-url')
    if (given('auth-algo') !== 'SHA256withRSA' || !isPaypals(address, o.apiBase)) return false
    const certificate = await certificateAt(address)
    const nowMs = Date.now()
    if (Date.parse(certificate.validFrom) > nowMs || Date.parse(certificate.validTo) < nowMs) return false
    const sum = crc32(new TextEncoder().encode(body))
    const signed = [given('transmission-id'), given('transmission-time'), o.webhookId, sum].join('|')
    const key = certificate.publicKey.export({ type: 'spki', format: 'pem' })
    try {
      return createVerify('RSA-SHA256')
        .update(signed)
        .verify(key, Buffer.from(given('transmission-sig'), 'base64'))
    } catch {
      return false
    }
  }
}

/** Whether a certificate may be fetched from here: exactly PayPal's hosts and path, or the configured stand-in. */
export function isPaypals(address: string, apiBase: string | undefined): boolean {
  const url = URL.parse(address)
  if (!url || url.username || url.password || url.search || url.hash) return false
  if (!url.pathname.includes('/v1/notifications/certs/')) return false
  const own = apiBase ? URL.parse(apiBase)?.origin : undefined
  return origins.includes(url.origin)
    ? url.pathname.startsWith('/v1/notifications/certs/')
    : url.origin === own
}

import { createHmac } from 'node:crypto'
import { isSameSecret } from '../secret.ts'

export type About = { kind: 'payment' | 'refund'; id: string }

const tokenOf = (secret: string, { kind, id }: About) =>
  createHmac('sha256', secret).update(`mpesa:${kind}:${id}`).digest('base64url')

/** An address of its own for each payment and refund: Daraja signs nothing, so who calls it is known by having been given it. */
export function mpesaCallbackUrl(secret: string, functionsUrl: string) {
  return (kind: About['kind'], id: string): string =>
    `${functionsUrl}/payment-mpesa?${new URLSearchParams({ [kind]: id, token: tokenOf(secret, { kind, id }) })}`
}

/** What an address that was called is about; nothing for one that we never gave away. */
export function readMpesaAddress(secret: string, url: string): About | undefined {
  const query = new URL(url).searchParams
  const kind = query.has('refund') ? 'refund' : 'payment'
  const about: About = { kind, id: query.get(kind) ?? '' }
  return about.id !== '' && isSameSecret(query.get('token') ?? '', tokenOf(secret, about)) ? about : undefined
}

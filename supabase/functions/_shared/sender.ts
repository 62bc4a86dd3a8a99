export type Sender = { email: string; name?: string }

export const isAddress = (text: string): boolean =>
  text.length <= 320 && /^[^\s@<>",;()]+@[^\s@<>",;()]+$/.test(text)

/** `Orderline <hello@example.com>` or the bare address. Throws: a sender nobody can read must stop the start. */
export function readSender(text: string): Sender {
  const [, named = '', bracketed] = /^([^<>]*)<([^<>]+)>\s*$/.exec(text) ?? []
  const email = bracketed ?? text.trim()
  if (!isAddress(email)) throw new Error('MAIL_FROM must be an address, or a name and <address>')
  const name = named.replaceAll('"', '').trim()
  return name ? { email, name } : { email }
}

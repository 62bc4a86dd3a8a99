import * as v from 'valibot'

const address = v.pipe(v.string(), v.regex(/^(?:[^<>]*<)?[^\s@<>]+@[^\s@<>]+>?$/, 'Invalid address'))
const addresses = v.pipe(
  v.union([address, v.array(address)]),
  v.transform((one) => (Array.isArray(one) ? one : [one])),
  v.minLength(1),
  v.maxLength(50),
)

/** The body of `POST /emails` as Resend takes it; attachments and scheduling are not imitated and refused. */
export const emailInput = v.pipe(
  v.strictObject({
    from: address,
    to: addresses,
    subject: v.pipe(v.string(), v.maxLength(998)),
    html: v.optional(v.string()),
    text: v.optional(v.string()),
    cc: v.optional(addresses),
    bcc: v.optional(addresses),
    reply_to: v.optional(addresses),
    headers: v.optional(v.record(v.string(), v.string()), {}),
    tags: v.optional(v.array(v.object({ name: v.string(), value: v.string() })), []),
  }),
  v.check(({ html, text }) => html !== undefined || text !== undefined, 'Missing `html` or `text` field.'),
)

export type EmailInput = v.InferOutput<typeof emailInput>

/** `Ada <ada@example.com>` → `ada@example.com`, in lower case. */
export function bareAddress(text: string): string {
  return (/<([^>]+)>/.exec(text)?.[1] ?? text).trim().toLowerCase()
}

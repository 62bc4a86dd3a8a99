import * as v from 'valibot'

const person = v.strictObject({
  email: v.pipe(v.string(), v.regex(/^[^\s@<>]+@[^\s@<>]+$/, 'Does not contain a valid address.')),
  name: v.optional(v.string()),
})
const text = v.pipe(v.string(), v.minLength(1))

/** The body of `POST /v3/mail/send` as far as it is imitated; what is not is refused, so that nobody believes it worked. */
export const sendgridInput = v.strictObject({
  personalizations: v.pipe(
    v.array(v.strictObject({ to: v.pipe(v.array(person), v.length(1, 'The sandbox takes one recipient.')) })),
    v.length(1, 'The sandbox takes one personalization.'),
  ),
  from: person,
  reply_to: v.optional(person),
  subject: text,
  content: v.pipe(
    v.array(v.strictObject({ type: v.picklist(['text/plain', 'text/html']), value: text })),
    v.minLength(1),
    v.check(
      (parts) => parts.findIndex(({ type }) => type === 'text/plain') <= 0,
      'If present, text/plain must be first.',
    ),
  ),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  custom_args: v.optional(v.record(v.string(), v.string()), {}),
  tracking_settings: v.optional(v.record(v.string(), v.unknown())),
})

export type SendGridInput = v.InferOutput<typeof sendgridInput>

/** SendGrid's refusal: the field, as a path, and a sentence; no code. */
export function sendgridErrors(
  issues: readonly v.BaseIssue<unknown>[],
): { message: string; field: string; help: null }[] {
  return issues.map((issue) => ({
    message: issue.message,
    field: (issue.path ?? []).map(({ key }) => String(key)).join('.'),
    help: null,
  }))
}

import { validateRequest } from 'twilio/lib/webhooks/webhooks.js'

type Signed = { authToken: string; signature: string; url: string; form: URLSearchParams }

/** Twilio signs the whole URL and every parameter; which ones it sends changes, so all are passed, repeated ones as lists. */
export function isSignedByTwilio({ authToken, signature, url, form }: Signed): boolean {
  const parameters: Record<string, string | string[]> = {}
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name)
    parameters[name] = values.length === 1 ? (values[0] ?? '') : values
  }
  return validateRequest(authToken, signature, url, parameters)
}

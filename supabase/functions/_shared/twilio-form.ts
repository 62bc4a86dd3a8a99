import { readText } from './body.ts'
import { refuse } from './errors.ts'
import { isSignedByTwilio } from './twilio-signature.ts'

type Door = {
  /** The function's name: Twilio signs the public URL it was told, not the one behind the gateway. */
  name: string
  authToken: string
  functionsUrl: string
}

const maxBytes = 65_536

/** The form of a webhook that Twilio signed for this function, or the refusal. Errors: body_too_large, bad_signature. */
export async function readTwilioForm(
  request: Request,
  { name, authToken, functionsUrl }: Door,
): Promise<{ form: URLSearchParams; refusal?: never } | { form?: never; refusal: Response }> {
  const text = await readText(request, maxBytes)
  if (text.refusal) return text
  const form = new URLSearchParams(text.value)
  const url = `${functionsUrl}/${name}${new URL(request.url).search}`
  const signature = request.headers.get('x-twilio-signature') ?? ''
  return isSignedByTwilio({ authToken, signature, url, form })
    ? { form }
    : { refusal: refuse('bad_signature') }
}

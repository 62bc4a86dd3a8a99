import * as v from 'valibot'
import { env } from '../../lib/env.ts'

const answer = v.object({
  brand: v.string(),
  lang: v.string(),
  dir: v.picklist(['ltr', 'rtl']),
  title: v.string(),
  sentence: v.string(),
  button: v.nullable(v.object({ label: v.string(), method: v.picklist(['get', 'post']) })),
  settings: v.string(),
})

/** What the function unsubscribe says of a link, in the language of the mail. */
export type Said = v.InferOutput<typeof answer>

/** Asks for, or with `post` changes, what the link in a mail is about. Whoever holds the link may; nobody is signed in. */
export async function askUnsubscribe(token: string, method: 'get' | 'post'): Promise<Said> {
  const url = `${env.supabaseUrl}/functions/v1/unsubscribe/${encodeURIComponent(token)}`
  const headers = { accept: 'application/json' }
  const response = await fetch(url, { method: method.toUpperCase(), headers, referrerPolicy: 'no-referrer' })
  // refusals say what they mean in the same shape
  return v.parse(answer, await response.json())
}

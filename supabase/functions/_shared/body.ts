import * as v from 'valibot'
import { refuse } from './errors.ts'

type Read<T> = { value: T; refusal?: never } | { value?: never; refusal: Response }

/** Reads at most `maxBytes` of a body as text. Never trusts content-length: it counts what comes. Errors: body_too_large. */
export async function readText(request: Request, maxBytes: number): Promise<Read<string>> {
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length
    if (bytes > maxBytes) return { refusal: refuse('body_too_large') }
    text += decoder.decode(chunk, { stream: true })
  }
  return { value: text + decoder.decode() }
}

/** Parses a JSON body with a schema: after this line the type is known. Errors: body_too_large, invalid_body. */
export async function readJson<const Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
  maxBytes = 16_384,
): Promise<Read<v.InferOutput<Schema>>> {
  const read = await readText(request, maxBytes)
  if (read.refusal) return read
  try {
    const parsed = v.safeParse(schema, JSON.parse(read.value))
    return parsed.success ? { value: parsed.output } : { refusal: refuse('invalid_body') }
  } catch {
    return { refusal: refuse('invalid_body') }
  }
}

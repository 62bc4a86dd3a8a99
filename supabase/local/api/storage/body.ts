import * as v from 'valibot'
import { StorageRefusal } from './refusal.ts'

/** The JSON body of a request as what it should be. Throws storage-api's 400 otherwise. */
export async function readBody<S extends v.GenericSchema>(
  request: Request,
  schema: S,
): Promise<v.InferOutput<S>> {
  const text = await request.text()
  const parsed = v.safeParse(schema, text === '' ? {} : parse(text))
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new StorageRefusal(400, 'InvalidRequest', `body/${v.getDotPath(issue) ?? ''} ${issue.message}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new StorageRefusal(400, 'InvalidRequest', 'Body is not valid JSON')
  }
}

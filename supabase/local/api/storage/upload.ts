import { StorageRefusal } from './refusal.ts'

export type Upload = {
  body: ReadableStream<Uint8Array> | null
  mimetype: string
  cacheControl: string
  isUpsert: boolean
  userMetadata: Record<string, unknown> | null
}

/** Takes an upload apart: the form that storage-js makes of a Blob (its file field has an empty name), or a raw body. */
export async function readUpload(request: Request): Promise<Upload> {
  const isUpsert = request.headers.get('x-upsert') === 'true' || request.method === 'PUT'
  const type = request.headers.get('content-type') ?? 'application/octet-stream'
  if (!/^multipart\/form-data/i.test(type)) {
    const encoded = request.headers.get('x-metadata')
    return {
      body: request.body,
      mimetype: type,
      cacheControl: request.headers.get('cache-control') ?? 'no-cache',
      isUpsert,
      userMetadata: encoded ? metadataOf(Buffer.from(encoded, 'base64').toString()) : null,
    }
  }
  const form = await request.formData().catch(() => {
    throw new StorageRefusal(400, 'InvalidRequest', 'The multipart form cannot be read')
  })
  const file = [...form.values()].find((value) => typeof value !== 'string')
  if (!file) throw new StorageRefusal(400, 'InvalidRequest', 'A file is missing in the form')
  const age = form.get('cacheControl')
  const metadata = form.get('metadata')
  return {
    body: file.stream(),
    mimetype: file.type || 'application/octet-stream',
    cacheControl: typeof age === 'string' && age !== '' ? `max-age=${age}` : 'no-cache',
    isUpsert,
    userMetadata: typeof metadata === 'string' ? metadataOf(metadata) : null,
  }
}

function metadataOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    throw new StorageRefusal(400, 'InvalidRequest', 'The metadata is not JSON')
  }
}

/** Throws 415 unless the bucket takes this type; `image/*` takes every image. */
export function assertMimeType(mimetype: string, allowed: string[] | null): void {
  const [type = ''] = mimetype.toLowerCase().split(';')
  const fits = (pattern: string) =>
    pattern === type || (pattern.endsWith('/*') && type.startsWith(pattern.slice(0, -1)))
  if (!allowed?.length || allowed.some(fits)) return
  throw new StorageRefusal(415, 'InvalidMimeType', `mime type ${type} is not supported`, 'invalid_mime_type')
}

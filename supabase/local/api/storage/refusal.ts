/** storage-api's errors: HTTP 400 (500 for its own faults), the real status in the body as text. */
export class StorageRefusal extends Error {
  readonly statusCode: number
  readonly code: string
  readonly error: string

  /** `error` is what old clients read; new ones read `code`. */
  constructor(statusCode: number, code: string, message: string, error: string = code) {
    super(message)
    this.statusCode = statusCode
    this.code = code
    this.error = error
  }

  toResponse(): Response {
    const { code, error, message } = this
    const body = { statusCode: String(this.statusCode), code, error, message }
    return Response.json(body, { status: this.statusCode >= 500 ? 500 : 400 })
  }
}

export const noObject = () => new StorageRefusal(404, 'NoSuchKey', 'Object not found', 'not_found')
export const noBucket = () => new StorageRefusal(404, 'NoSuchBucket', 'Bucket not found', 'Bucket not found')
export const isTooLarge = () =>
  new StorageRefusal(
    413,
    'EntityTooLarge',
    'The object exceeded the maximum allowed size',
    'Payload too large',
  )

export const denied = (message = 'Access denied') =>
  new StorageRefusal(403, 'AccessDenied', message, 'Unauthorized')

/** What Postgres refused, in storage-api's words; anything else is logged and stays inside. */
export function toStorageRefusal(error: unknown, log: (line: string) => void): StorageRefusal {
  if (error instanceof StorageRefusal) return error
  const { code, message } = error as { code?: string; message?: string }
  if (code === '42501') {
    const isPolicy = message?.includes('row-level security') === true
    return denied(isPolicy ? 'new row violates row-level security policy' : undefined)
  }
  if (code === '23505')
    return new StorageRefusal(409, 'KeyAlreadyExists', 'The resource already exists', 'Duplicate')
  if (code === '23503') return noBucket()
  log(`Storage: ${error instanceof Error ? error.stack : String(error)}`)
  return new StorageRefusal(500, 'InternalError', 'Internal server error')
}

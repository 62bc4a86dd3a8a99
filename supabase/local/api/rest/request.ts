import { Refusal } from './refusal.ts'

export type Preferences = {
  return: 'minimal' | 'representation' | 'headers-only'
  count?: 'exact' | 'planned' | 'estimated'
  resolution?: 'merge-duplicates' | 'ignore-duplicates'
  missing?: 'default' | 'null'
  isStrict: boolean
  maxAffected?: number
}
export type Format = { kind: 'array' | 'object' | 'csv'; areNullsStripped: boolean; contentType: string }
export type RestRequest = {
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE'
  schema: string
  target: { kind: 'relation' | 'function'; name: string } | { kind: 'root' }
  params: URLSearchParams
  preferences: Preferences
  format: Format
  range?: { offset: number; limit?: number }
  body: string
  contentType: string
}

const methods = ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']

/** Takes apart what came in over HTTP. `url` is below /rest/v1. Throws Refusal. */
export async function readRequest(request: Request, url: URL, schemas: string[]): Promise<RestRequest> {
  const method = request.method as RestRequest['method']
  if (!methods.includes(method))
    throw new Refusal(405, 'PGRST117', `Unsupported HTTP method: ${request.method}`)
  const isRead = method === 'GET' || method === 'HEAD'
  return {
    method,
    schema: readProfile(request.headers.get(isRead ? 'accept-profile' : 'content-profile'), schemas),
    target: readTarget(url, method),
    params: url.searchParams,
    preferences: readPreferences(request.headers.get('prefer') ?? ''),
    format: readFormat(request.headers.get('accept') ?? '*/*'),
    range: isRead ? readRange(request.headers.get('range')) : undefined,
    body: isRead ? '' : await request.text(),
    contentType:
      (request.headers.get('content-type') ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '',
  }
}

function readTarget(url: URL, method: string): RestRequest['target'] {
  const parts = url.pathname
    .replace(/^\/rest\/v1\/?/, '')
    .split('/')
    .map(decode)
  const [first = '', second] = parts
  if (parts.length === 1) return first === '' ? { kind: 'root' } : { kind: 'relation', name: first }
  if (parts.length === 2 && first === 'rpc' && second) {
    if (!['GET', 'HEAD', 'POST'].includes(method)) {
      throw new Refusal(405, 'PGRST101', `Cannot use the ${method} method on RPC`)
    }
    return { kind: 'function', name: second }
  }
  throw new Refusal(404, 'PGRST125', 'Invalid path specified in request URL')
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new Refusal(404, 'PGRST125', 'Invalid path specified in request URL')
  }
}

function readProfile(profile: string | null, schemas: string[]): string {
  const schema = profile ?? schemas[0] ?? 'public'
  if (schemas.includes(schema)) return schema
  throw new Refusal(406, 'PGRST106', `Invalid schema: ${schema}`, {
    hint: `Only the following schemas are exposed: ${schemas.join(', ')}`,
  })
}

function readPreferences(header: string): Preferences {
  const words = header.split(',').map((word) => word.trim())
  const value = (key: string) => words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1)
  const isStrict = value('handling') === 'strict'
  const known =
    /^(return=(minimal|representation|headers-only)|count=(exact|planned|estimated)|resolution=(merge|ignore)-duplicates|missing=(default|null)|handling=(strict|lenient)|max-affected=\d+|tx=(commit|rollback)|timezone=.+|params=.+)$/
  const unknown = words.filter((word) => word !== '' && !known.test(word))
  if (isStrict && unknown.length) {
    throw new Refusal(400, 'PGRST122', 'Invalid preferences given with handling=strict', {
      details: `Invalid preferences: ${unknown.join(', ')}`,
    })
  }
  const maxAffected = value('max-affected')
  return {
    return: (value('return') as Preferences['return']) ?? 'minimal',
    count: value('count') as Preferences['count'],
    resolution: value('resolution') as Preferences['resolution'],
    missing: value('missing') as Preferences['missing'],
    isStrict,
    maxAffected: isStrict && maxAffected !== undefined ? Number(maxAffected) : undefined,
  }
}

function readFormat(accept: string): Format {
  const kinds = accept.split(',').map((kind) => kind.trim().toLowerCase())
  for (const kind of kinds) {
    const areNullsStripped = /;\s*nulls=stripped/.test(kind)
    const type = kind.split(';')[0]?.trim()
    const suffix = areNullsStripped ? ';nulls=stripped' : ''
    if (type === 'application/vnd.pgrst.object+json' || type === 'application/vnd.pgrst.object') {
      return {
        kind: 'object',
        areNullsStripped,
        contentType: `application/vnd.pgrst.object+json${suffix}; charset=utf-8`,
      }
    }
    if (type === 'application/vnd.pgrst.array+json' || type === 'application/vnd.pgrst.array') {
      return {
        kind: 'array',
        areNullsStripped,
        contentType: `application/vnd.pgrst.array+json${suffix}; charset=utf-8`,
      }
    }
    if (type === 'text/csv') return { kind: 'csv', areNullsStripped, contentType: 'text/csv; charset=utf-8' }
    if (type === 'application/json' || type === '*/*' || type === 'application/*' || type === '') {
      return { kind: 'array', areNullsStripped, contentType: 'application/json; charset=utf-8' }
    }
  }
  throw new Refusal(406, 'PGRST107', `None of these media types are available: ${accept}`)
}

function readRange(header: string | null): RestRequest['range'] {
  const match = /^(?:items=)?(\d+)-(\d*)$/.exec(header ?? '')
  if (!match) return undefined
  const offset = Number(match[1])
  if (match[2] === '') return { offset }
  const last = Number(match[2])
  if (last < offset) {
    throw new Refusal(416, 'PGRST103', 'Requested range not satisfiable', {
      details: 'The lower boundary must be lower than or equal to the upper boundary in the Range header.',
    })
  }
  return { offset, limit: last - offset + 1 }
}

import type { Plan } from './plan.ts'
import { Refusal } from './refusal.ts'
import type { Preferences, RestRequest } from './request.ts'

export type Row = {
  page: string
  total: string | null
  body: string | null
  headers: string | null
  status: string | null
  updated: string | null
}

/** The HTTP answer for what Postgres gave: status, ranges, and the body as Postgres wrote it. */
export function answer(request: RestRequest, plan: Plan, row: Row): Response {
  const page = Number(row.page)
  const total = row.total === null ? undefined : Number(row.total)
  const headers = new Headers({ 'content-range': contentRange(request, plan, page, total) })
  const applied = appliedPreferences(request.preferences, plan)
  if (applied) headers.set('preference-applied', applied)
  const hasBody = row.body !== null || request.method === 'HEAD'
  if (hasBody)
    headers.set(
      'content-type',
      plan.isSingle && request.format.kind === 'array'
        ? 'application/json; charset=utf-8'
        : request.format.contentType,
    )
  for (const [key, value] of responseHeaders(row.headers)) headers.append(key, value)
  const status = responseStatus(row.status) ?? statusOf(request, plan, page, total, Number(row.updated ?? 0))
  const isEmpty = status === 204 || status === 304
  if (isEmpty) headers.delete('content-type')
  return new Response(isEmpty ? null : row.body, { status, headers })
}

function statusOf(
  request: RestRequest,
  plan: Plan,
  page: number,
  total: number | undefined,
  updated: number,
): number {
  const isShown = request.preferences.return === 'representation'
  switch (plan.kind) {
    case 'insert':
      return 201
    case 'upsert':
      return page > 0 && page === updated ? 200 : 201
    case 'update':
    case 'delete':
      return isShown ? 200 : 204
    case 'void':
      return 204
    default: {
      if (total === undefined) return 200
      if (plan.offset > total) throw beyond(plan.offset, total)
      return page < total ? 206 : 200
    }
  }
}

const beyond = (offset: number, total: number) =>
  new Refusal(416, 'PGRST103', 'Requested range not satisfiable', {
    details: `An offset of ${offset} was requested, but there are only ${total} rows.`,
    headers: { 'content-range': `*/${total}` },
  })

function contentRange(
  { preferences }: RestRequest,
  plan: Plan,
  page: number,
  total: number | undefined,
): string {
  if (plan.kind === 'insert' || plan.kind === 'upsert' || plan.kind === 'delete') {
    return `*/${preferences.count ? page : '*'}`
  }
  const all = plan.kind === 'update' && preferences.count ? page : (total ?? '*')
  return page === 0 ? `*/${all}` : `${plan.offset}-${plan.offset + page - 1}/${all}`
}

function appliedPreferences(preferences: Preferences, { kind }: Plan): string {
  const isWrite = kind === 'insert' || kind === 'upsert' || kind === 'update' || kind === 'delete'
  return [
    kind === 'upsert' && `resolution=${preferences.resolution}`,
    isWrite && preferences.missing && `missing=${preferences.missing}`,
    isWrite && preferences.return !== 'minimal' && `return=${preferences.return}`,
    preferences.count && `count=${preferences.count}`,
    preferences.isStrict && 'handling=strict',
    preferences.maxAffected !== undefined && `max-affected=${preferences.maxAffected}`,
  ]
    .filter(Boolean)
    .join(', ')
}

function responseStatus(setting: string | null): number | undefined {
  if (setting === null) return undefined
  const status = Number(setting)
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status
  throw new Refusal(500, 'PGRST112', 'response.status guc must be a valid status code')
}

function responseHeaders(setting: string | null): [string, string][] {
  if (setting === null) return []
  const wrong = new Refusal(
    500,
    'PGRST111',
    'response.headers guc must be a JSON array composed of objects with a single key and a string value',
  )
  try {
    const list: unknown = JSON.parse(setting)
    if (!Array.isArray(list)) throw wrong
    return list.map((item: unknown) => {
      const [entry, ...more] = Object.entries(typeof item === 'object' && item !== null ? item : {})
      if (!entry || more.length || typeof entry[1] !== 'string') throw wrong
      return [entry[0], entry[1]]
    })
  } catch {
    throw wrong
  }
}

import type { ReadSql } from './read.ts'
import type { RestRequest } from './request.ts'
import { updatedCounter } from './write.ts'

/** What a plan wants to see of its rows: `scalar` and `row` are single by nature. */
export type Shape = {
  isRepresented: boolean
  isCounted: boolean
  value: 'rows' | 'row' | 'scalar' | 'scalars'
}

/** Wraps a read so that Postgres writes the whole answer: body, counts, and what functions set about the response. */
export function answerSql(request: RestRequest, shape: Shape, read: ReadSql, source: string): string {
  const rows = `select ${read.columns.join(', ') || '1'} ${read.body} ${read.tail()}`
  const total = shape.isCounted ? `(select count(*) from (select 1 ${read.body}) counted)` : 'null'
  const body = shape.isRepresented && request.method !== 'HEAD' ? bodySql(request, shape) : 'null'
  return `${source} select count(*)::text as page, ${total}::text as total, ${body} as body,
    nullif(current_setting('response.headers', true), '') as headers, nullif(current_setting('response.status', true), '') as status,
    nullif(current_setting('${updatedCounter}', true), '') as updated
    from (${rows}) item`
}

function bodySql({ format }: RestRequest, { value }: Shape): string {
  if (value === 'scalar') return `coalesce(json_agg(item.pgrst_scalar) -> 0, 'null')::text`
  if (value === 'scalars') return `coalesce(json_agg(item.pgrst_scalar), '[]')::text`
  if (format.kind === 'csv') return csvSql
  const rows = format.areNullsStripped ? 'json_strip_nulls(json_agg(item.*))' : 'json_agg(item.*)'
  if (value === 'row' || format.kind === 'object') return `coalesce(${rows} -> 0, 'null')::text`
  return `coalesce(${rows}, '[]')::text`
}

const csvSql = `coalesce((array_agg((select string_agg(key, ',') from json_object_keys(row_to_json(item.*)) key)))[1], '')
  || e'\\n' || coalesce(string_agg(substring((item.*)::text, 2, length((item.*)::text) - 2), e'\\n'), '')`

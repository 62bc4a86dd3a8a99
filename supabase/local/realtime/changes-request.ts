import { createHash } from 'node:crypto'
import pg from 'pg'
import * as v from 'valibot'
import { type Filter, FilterError, filterSql, parseFilters } from './filter.ts'
import type { ChangesRequest } from './join-config.ts'
import type { Table } from './tables.ts'

/** Its message is what upstream tells the client; asking again would not help. */
export class SubscriptionError extends Error {}

/** One wish of a client: which changes of which tables. `*` is any; `select` null is all columns. */
export type Wish = {
  event: string
  schema: string
  table: string
  filters: Filter[]
  select: string[] | null
}

const requestSchema = v.object({
  event: v.fallback(
    v.pipe(v.string(), v.toUpperCase(), v.picklist(['INSERT', 'UPDATE', 'DELETE', '*'])),
    '*',
  ),
  schema: v.optional(v.string()),
  table: v.optional(v.string()),
  filter: v.optional(v.string(), ''),
  select: v.fallback(v.nullish(v.array(v.string()), null), null),
})
const MOST_IN_VALUES = 100

/** A number that is the same for the same request, whoever sends it; clients match changes by it. */
export function requestId(request: ChangesRequest): number {
  const sorted = JSON.stringify(Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1)))
  return createHash('sha1').update(sorted).digest().readUInt32BE(0) & 0x7ffffff
}

/** Throws SubscriptionError. */
export function parseRequest(raw: ChangesRequest): Wish {
  const parsed = v.safeParse(requestSchema, raw)
  if (!parsed.success || (parsed.output.schema ?? parsed.output.table) === undefined) {
    const given = JSON.stringify(raw)
    throw new SubscriptionError(
      `No subscription params provided. Please provide at least a \`schema\` or \`table\` to subscribe to: ${given}`,
    )
  }
  const { event, schema = 'public', table = '*', filter, select } = parsed.output
  if (select?.length && (schema === '*' || table === '*')) {
    throw new SubscriptionError(
      'Column selection is not supported for wildcard subscriptions. Provide an explicit schema and table name.',
    )
  }
  try {
    return { event, schema, table, filters: parseFilters(filter), select: select?.length ? select : null }
  } catch (cause) {
    if (!(cause instanceof FilterError)) throw cause
    throw new SubscriptionError(`Error parsing \`filter\` params: ${cause.message}`)
  }
}

export function noSuchTable(wish: Wish): SubscriptionError {
  return new SubscriptionError(
    `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [${shown(wish)}]`,
  )
}

/** Tries the filters on an empty row, so that a bad one is refused now and cannot fail later. Throws SubscriptionError. */
export async function checkWish(wish: Wish, table: Table, role: string, pool: pg.Pool): Promise<void> {
  try {
    const readable = await table.readableBy(role)
    for (const filter of wish.filters) {
      const column = table.columns.find(({ name }) => name === filter.column)
      if (!column || !readable.has(column.name))
        throw new FilterError(`invalid column for filter ${filter.column}`)
      const value = pg.escapeLiteral(filter.value)
      const extra =
        filter.operator === 'in'
          ? `cardinality(${value}::${column.sqlType}[])`
          : filter.operator.endsWith('match')
            ? `('' ~ ${value})::int`
            : '0'
      const { rows } = await pool.query<{ extra: number }>(
        `select ${filterSql(filter, column.sqlType)}, ${extra} as extra
         from jsonb_populate_record(null::${table.sqlName}, '{}') subject, (select '{}'::jsonb as given) g`,
      )
      if ((rows[0]?.extra ?? 0) > MOST_IN_VALUES)
        throw new FilterError('too many values for `in` filter. Maximum 100')
    }
    const unknown = wish.select?.find((name) => !readable.has(name))
    if (unknown !== undefined) throw new FilterError(`invalid column for select ${unknown}`)
  } catch (cause) {
    if (!(cause instanceof FilterError) && !(cause instanceof pg.DatabaseError)) throw cause
    const code = cause instanceof pg.DatabaseError ? cause.code : 'P0001 (raise_exception)'
    throw new SubscriptionError(
      `Unable to subscribe to changes with given parameters. An exception happened so please check your connect parameters: [${shown(wish)}]. Exception: ERROR ${code} ${cause.message}`,
    )
  }
}

function shown({ event, schema, table, filters }: Wish): string {
  const tuples = filters.map(({ column, operator, value }) =>
    [column, operator, value].map((part) => JSON.stringify(part)).join(', '),
  )
  const list = tuples.map((tuple) => `{${tuple}}`).join(', ')
  return `event: ${event}, schema: ${schema}, table: ${table}, filters: [${list}]`
}

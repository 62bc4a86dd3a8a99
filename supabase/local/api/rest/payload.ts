import type { Column, Relation } from './catalog.ts'
import { nearest } from './nearest.ts'
import { Refusal } from './refusal.ts'
import { name, type Statement } from './statement.ts'

export type Payload = {
  /** the JSON as it came, so that no number loses a digit */
  json: string
  keys: string[]
  isEmpty: boolean
}

/** Reads the rows of a write: one JSON object, an array of objects with the same keys, or a form. Throws PGRST102. */
export function readPayload(body: string, contentType: string, columns: string[] | undefined): Payload {
  const json = contentType === 'application/x-www-form-urlencoded' ? formAsJson(body) : body
  const parsed = parseJson(json)
  const rows = Array.isArray(parsed) ? parsed : [parsed]
  const keysOf = rows.map((row: unknown) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new Refusal(400, 'PGRST102', 'All object keys must match')
    }
    return Object.keys(row)
  })
  const first = keysOf[0] ?? []
  if (
    !columns &&
    keysOf.some((keys) => keys.length !== first.length || keys.some((key) => !first.includes(key)))
  ) {
    throw new Refusal(400, 'PGRST102', 'All object keys must match')
  }
  return { json, keys: columns ?? first, isEmpty: rows.length === 0 }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Refusal(400, 'PGRST102', 'Empty or invalid json')
  }
}

export const formAsJson = (body: string): string =>
  JSON.stringify(Object.fromEntries(new URLSearchParams(body)))

/** The columns that a write names. Throws PGRST204 for one that is not there. */
export function columnsOf(relation: Relation, keys: string[]): Column[] {
  return keys.map((key) => {
    const column = relation.columns.find((each) => each.name === key)
    if (column) return column
    const near = nearest(
      key,
      relation.columns.map((each) => each.name),
    )
    throw new Refusal(
      400,
      'PGRST204',
      `Could not find the '${key}' column of '${relation.name}' in the schema cache`,
      { hint: near === undefined ? null : `Perhaps you meant '${near}'.` },
    )
  })
}

/**
 * The payload as rows of typed columns. A key that a row lacks is null, or the column's default where the client asks for
 * it with `missing=default`.
 */
export function rowsSql(
  statement: Statement,
  payload: Payload,
  columns: Column[],
  areDefaultsUsed: boolean,
): string {
  const parameter = statement.parameter(payload.json)
  const all = `(select case json_typeof(j) when 'array' then j else json_build_array(j) end as rows from (select ${parameter}::json as j) given) payload`
  if (columns.length === 0) return `(select from ${all}, json_array_elements(payload.rows)) body`
  const shape = columns.map((column) => `${name(column.name)} ${column.type}`).join(', ')
  const defaults = areDefaultsUsed ? columns.filter((column) => column.default !== null) : []
  if (defaults.length === 0)
    return `(select body.* from ${all}, json_to_recordset(payload.rows) as body (${shape})) body`
  const values = defaults
    .map((column) => `'${column.name.replaceAll("'", "''")}', ${column.default}`)
    .join(', ')
  const filled = `(select jsonb_agg(jsonb_build_object(${values}) || row) as rows from ${all}, jsonb_array_elements(payload.rows::jsonb) row) filled`
  return `(select body.* from ${filled}, jsonb_to_recordset(filled.rows) as body (${shape})) body`
}

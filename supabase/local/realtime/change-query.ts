import pg from 'pg'
import { type Filter, filterSql } from './filter.ts'
import type { Change, Tuple } from './pgoutput.ts'
import type { Table } from './tables.ts'

/** Larger changes lose their long values and carry "Error 413" (upstream's max_record_bytes). */
const MOST_BYTES = 1_048_576
const { escapeIdentifier, escapeLiteral } = pg

/** What Postgres made of one change: per filter whether it matches, per view the row as JSON text. */
export type Rendered = { passes: boolean[]; records: string[]; olds: string[] }

/** Columns one audience gets to see; `key` are those of the primary key among them. */
export type View = { columns: string[]; key: string[] }

/** A change as JSON for the query: what was sent of each row, by column name. */
export type Sent = { row: string | null; old: string | null; isLarge: boolean }

export function sentOf({ type, row, old, relation }: Change, table: Table): Sent {
  // Unchanged long values are not sent; with replica identity full the old row has them.
  const full = row?.map((value, i) => (value === undefined ? old?.[i] : value)) ?? null
  const keyed =
    old ??
    (type === 'UPDATE' ? full?.map((value, i) => (relation.columns[i]?.isKey ? value : undefined)) : null)
  const bytes = [...(full ?? []), ...(old ?? [])].reduce((sum, value) => sum + (value?.length ?? 0), 0)
  const json = (tuple: Tuple) =>
    tupleJson(
      tuple,
      relation.columns.map(({ name }) => name),
      table,
    )
  return { row: full && json(full), old: keyed ? json(keyed) : null, isLarge: bytes > MOST_BYTES }
}

/** Values stay text, for Postgres to read by the column's type; only JSON columns go in as JSON. */
function tupleJson(tuple: Tuple, names: string[], table: Table): string {
  const jsonColumns = new Set(table.columns.filter(({ isJson }) => isJson).map(({ name }) => name))
  const entries = tuple.flatMap((value, i) => {
    const name = names[i]
    if (value === undefined || name === undefined) return []
    const text = value?.toString() ?? null
    return `${JSON.stringify(name)}:${text !== null && jsonColumns.has(name) ? text : JSON.stringify(text)}`
  })
  return `{${entries.join()}}`
}

/** Filters and renders in Postgres: its casts, collations and number formats are not to be had in JavaScript. */
export async function renderChanges(
  pool: pg.Pool,
  table: Table,
  sent: Sent[],
  filters: Filter[][],
  views: View[],
): Promise<Rendered[]> {
  const type = (column: string) => table.columns.find(({ name }) => name === column)?.sqlType ?? 'text'
  const passes = filters.map(
    (all) => all.map((one) => filterSql(one, type(one.column))).join(' and ') || 'true',
  )
  const pick = (from: string, given: string, columns: string) =>
    `local_realtime.pick(${from}, ${given}, ${columns}, is_large)`
  // A deleted row cannot be checked against policies any more, so with RLS only its key is told.
  const oldColumns = (view: View) =>
    table.hasRls
      ? `case when change ? 'row' then ${textArray(view.columns)} else ${textArray(view.key)} end`
      : textArray(view.columns)
  const { rows } = await pool.query<Rendered>(
    `select array[${passes}]::boolean[] as passes,
       array[${views.map((view) => pick('contents', 'given', textArray(view.columns)))}]::text[] as records,
       array[${views.map((view) => pick('old_contents', 'given_old', oldColumns(view)))}]::text[] as olds
     from jsonb_array_elements($1::jsonb) with ordinality as e(change, place),
       lateral (select coalesce(change -> 'row', change -> 'old') as given,
         coalesce(change -> 'old', '{}') as given_old, (change -> 'isLarge')::boolean as is_large) g,
       lateral jsonb_populate_record(null::${table.sqlName}, given) subject,
       lateral jsonb_populate_record(null::${table.sqlName}, given_old) old_subject,
       lateral (select ${contents('subject', table)} as contents, ${contents('old_subject', table)} as old_contents) c
     order by place`,
    [`[${sent.map(sentJson).join()}]`],
  )
  return rows
}

/** Which rows (by place in the list) each viewer may see. Errors of a policy come back as text. */
export async function visibleRows(
  pool: pg.Pool,
  table: Table,
  sent: Sent[],
  viewers: { role: string; claims: string }[],
): Promise<{ seen: Set<number>; error: string | null }[]> {
  const { rows } = await pool.query<{ seen: number[] | null; error: string | null }>({
    name: 'realtime_visible',
    text: 'select seen, error from local_realtime.visible($1::oid, $2, $3, $4, $5)',
    values: [
      table.oid,
      `[${sent.map(({ row, old }) => row ?? old ?? '{}').join()}]`,
      table.primaryKey,
      viewers.map(({ role }) => role),
      viewers.map(({ claims }) => claims),
    ],
  })
  return rows.map(({ seen, error }) => ({ seen: new Set(seen), error }))
}

function sentJson({ row, old, isLarge }: Sent): string {
  const parts = [row && `"row":${row}`, old && `"old":${old}`, `"isLarge":${isLarge}`]
  return `{${parts.filter(Boolean).join()}}`
}

// bytea arrives from upstream as bare hex, without the \x of its text form.
function contents(subject: string, table: Table): string {
  const bytes = table.columns.filter(({ isBytes }) => isBytes)
  const hex = bytes.map(
    ({ name }) => `${escapeLiteral(name)}, encode(${subject}.${escapeIdentifier(name)}, 'hex')`,
  )
  return hex.length > 0 ? `to_jsonb(${subject}) || jsonb_build_object(${hex})` : `to_jsonb(${subject})`
}

function textArray(values: string[]): string {
  return `array[${values.map((value) => escapeLiteral(value))}]::text[]`
}

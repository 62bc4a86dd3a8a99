import type { Relation } from './catalog.ts'
import { conditionSql } from './conditions.ts'
import { findLink } from './links.ts'
import { columnsOf, type Payload, rowsSql } from './payload.ts'
import type { Reading } from './read.ts'
import type { Preferences } from './request.ts'
import { name, qualified } from './statement.ts'
import type { SelectItem } from './syntax.ts'

type Writing = Reading & { relation: Relation; preferences: Preferences }

/** Counts, within the transaction, the rows of an upsert that were there before: status 200 instead of 201. */
export const updatedCounter = 'pgrst.updated'

export function insertSql(writing: Writing, payload: Payload): string {
  const { relation, statement, preferences, query } = writing
  const columns = columnsOf(relation, payload.keys)
  const names = columns.map((column) => name(column.name)).join(', ')
  const into = `insert into ${qualified(relation.schema, relation.name)} as ${name(relation.name)}`
  const values = columns.length
    ? `(${names}) select ${names} from ${rowsSql(statement, payload, columns, preferences.missing === 'default')}`
    : defaultRows(writing, payload)
  const target = query.onConflict ?? relation.primaryKey
  const conflict = preferences.resolution && target.length ? conflictSql(target, names, preferences) : ''
  return `${into} ${values} ${conflict} ${returningSql(writing)}`
}

// `default values` makes one row only, so rows without any key name a column and give what it would have got
function defaultRows({ relation, statement }: Writing, payload: Payload): string {
  const column = relation.columns.find((each) => !each.isGenerated)
  if (!column) return 'default values'
  return `(${name(column.name)}) select ${column.default ?? 'null'} from ${rowsSql(statement, payload, [], false)}`
}

function conflictSql(target: string[], names: string, preferences: Preferences): string {
  const on = `on conflict (${target.map(name).join(', ')})`
  if (preferences.resolution === 'ignore-duplicates' || names === '') return `${on} do nothing`
  const counted = `set_config('${updatedCounter}', (coalesce(nullif(current_setting('${updatedCounter}', true), ''), '0')::int + 1)::text, true)`
  const set = names.split(', ').map((column) => `${column} = excluded.${column}`)
  return `${on} do update set ${set.join(', ')} where ${counted} <> ''`
}

export function updateSql(writing: Writing, payload: Payload): string {
  const { relation, statement } = writing
  const columns = columnsOf(relation, payload.keys)
  const set = columns.map((column) => `${name(column.name)} = pgrst_body.${name(column.name)}`).join(', ')
  const rows = rowsSql(statement, payload, columns, false)
  const table = `${qualified(relation.schema, relation.name)} as ${name(relation.name)}`
  return `update ${table} set ${set} from (select * from ${rows} limit 1) pgrst_body ${whereSql(writing)} ${returningSql(writing)}`
}

export function deleteSql(writing: Writing): string {
  const { relation } = writing
  return `delete from ${qualified(relation.schema, relation.name)} as ${name(relation.name)} ${whereSql(writing)} ${returningSql(writing)}`
}

function whereSql({ query, statement, relation }: Writing): string {
  const conditions = query.levels.get('')?.conditions ?? []
  const scope = { alias: relation.name, relation }
  const parts = conditions.map((condition) => conditionSql(statement, scope, condition))
  return parts.length ? `where ${parts.join(' and ')}` : ''
}

/** Only the columns the answer needs: who may not read the others may still write. */
function returningSql(writing: Writing): string {
  const { relation, preferences, query } = writing
  if (preferences.return !== 'representation') return 'returning 1'
  const needed = neededColumns(writing)
  const order = query.levels.get('')?.order ?? []
  for (const term of order) if (term.relation === undefined) needed?.add(term.field.name)
  if (!needed) return `returning ${name(relation.name)}.*`
  if (needed.size === 0) return 'returning 1'
  return `returning ${[...needed].map((column) => `${name(relation.name)}.${name(column)} as ${name(column)}`).join(', ')}`
}

function neededColumns({ relation, catalog, query }: Writing): Set<string> | undefined {
  const needed = new Set<string>()
  const visit = (item: SelectItem): boolean => {
    if (item.kind === 'all') return false
    if (item.kind === 'column') needed.add(item.field.name)
    else for (const [column] of findLink(catalog, relation, item).on) needed.add(column)
    return true
  }
  return query.select.every(visit) ? needed : undefined
}

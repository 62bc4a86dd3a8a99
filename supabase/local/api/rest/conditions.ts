import type { Relation } from './catalog.ts'
import { parseList } from './filters.ts'
import { unreadable } from './refusal.ts'
import { arrayLiteral } from './scan.ts'
import { name, type Statement } from './statement.ts'
import type { Condition, Field } from './syntax.ts'

/** What names mean at one level of a query: columns of its relation, or resources embedded there. */
export type Scope = { alias: string; relation?: Relation; embedded?: Map<string, string> }

type Compare = Extract<Condition, { kind: 'compare' }>

const operators: Record<string, string> = {
  eq: '=',
  neq: '<>',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
  isdistinct: 'is distinct from',
  cs: '@>',
  cd: '<@',
  ov: '&&',
  sl: '<<',
  sr: '>>',
  nxr: '&<',
  nxl: '&>',
  adj: '-|-',
}
const withLists = ['eq', 'gt', 'gte', 'lt', 'lte', 'like', 'ilike', 'match', 'imatch']
const textSearch: Record<string, string> = {
  fts: 'to_tsquery',
  plfts: 'plainto_tsquery',
  phfts: 'phraseto_tsquery',
  wfts: 'websearch_to_tsquery',
}
const states: Record<string, string> = {
  null: 'null',
  not_null: 'not null',
  true: 'true',
  false: 'false',
  unknown: 'unknown',
}

/** A condition as SQL. Values become parameters without a type, so Postgres reads them as the column's type. */
export function conditionSql(statement: Statement, scope: Scope, condition: Condition): string {
  const sql =
    condition.kind === 'group'
      ? `(${condition.conditions.map((each) => conditionSql(statement, scope, each)).join(` ${condition.junction} `)})`
      : compareSql(statement, scope, condition)
  return condition.isNegated ? `not (${sql})` : sql
}

/** A column, as it is written in filters and order. */
export function fieldSql(scope: Scope, field: Field): string {
  const column = `${name(scope.alias)}.${name(field.name)}`
  if (field.path.length === 0) return column
  const type = scope.relation?.columns.find((each) => each.name === field.name)?.type
  const base = type === 'json' || type === 'jsonb' ? column : `to_jsonb(${column})`
  if (field.path.some(({ key }) => key.includes('\0'))) throw unreadable('column', field.name)
  const steps = field.path.map(({ arrow, key }) =>
    /^-?\d+$/.test(key) ? `${arrow}${key}` : `${arrow}'${key.replaceAll("'", "''")}'`,
  )
  return `(${base}${steps.join('')})`
}

function compareSql(statement: Statement, scope: Scope, condition: Compare): string {
  const { field, operator, value } = condition
  const left = fieldSql(scope, field)
  if (operator === 'is') {
    const state = states[value.toLowerCase()]
    if (!state) throw unreadable('filter', `is.${value}`)
    return `${scope.embedded?.get(field.name) ?? left} is ${state}`
  }
  if (operator === 'in') return `${left} = any (${statement.parameter(arrayLiteral(parseList(value)))})`
  const search = textSearch[operator]
  if (search) return searchSql(statement, scope, condition, left, search)
  const right = statement.parameter(operator.endsWith('like') ? value.replaceAll('*', '%') : value)
  if (!condition.modifier) return `${left} ${operators[operator]} ${right}`
  const isListed = withLists.includes(operator) && /^(any|all)$/.test(condition.modifier)
  if (!isListed) throw unreadable('filter', `${operator}(${condition.modifier}).${value}`)
  return `${left} ${operators[operator]} ${condition.modifier} (${right})`
}

function searchSql(
  statement: Statement,
  scope: Scope,
  condition: Compare,
  left: string,
  search: string,
): string {
  const dictionary = condition.modifier ? `${statement.parameter(condition.modifier)}, ` : ''
  const type = scope.relation?.columns.find((column) => column.name === condition.field.name)?.type
  // a tsvector is searched as it is, any text is made one first
  const isVector = condition.field.path.length === 0 && (type === undefined || type === 'tsvector')
  const document = isVector ? left : `to_tsvector(${dictionary}${left})`
  return `${document} @@ ${search}(${dictionary}${statement.parameter(condition.value)})`
}

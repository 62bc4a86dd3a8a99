import type { Catalog, Relation } from './catalog.ts'
import { conditionSql, fieldSql, type Scope } from './conditions.ts'
import { findLink, type Link } from './links.ts'
import { Refusal } from './refusal.ts'
import { name, qualified, type Statement } from './statement.ts'
import type { Level, Query, SelectItem } from './syntax.ts'

/** One level of a read: a relation (or the rows a write or function gave) with what is asked of it. */
export type Reading = {
  catalog: Catalog
  statement: Statement
  query: Query
  /** most rows any level may give, config.toml api.max_rows; Infinity for what a write gives back */
  maxRows: number
}
type Node = {
  from: string
  alias: string
  relation?: Relation
  items: SelectItem[]
  path: string
  joined?: string[]
}
type Embed = Extract<SelectItem, { kind: 'embed' }>

export type ReadSql = {
  columns: string[]
  /** from … where …, enough for a count */
  body: string
  /** order, limit, offset; asked for at most once, because it takes parameters */
  tail: () => string
}

const none: Level = { conditions: [], order: [] }

// `item.*` is the row; `item` alone would be a column of that name, here or further out

/** The SQL of a read with everything embedded in it, rows of one column per select item. */
export function readSql(reading: Reading, node: Node): ReadSql {
  const level = reading.query.levels.get(node.path) ?? none
  const scope: Scope & { embedded: Map<string, string> } = {
    alias: node.alias,
    relation: node.relation,
    embedded: new Map(),
  }
  const related = new Map<string, string>()
  const columns: string[] = []
  const joins: string[] = []
  for (const item of node.items) {
    if (item.kind === 'all') columns.push(`${name(node.alias)}.*`)
    else if (item.kind === 'column') columns.push(columnSql(scope, item))
    else {
      const embedded = embedSql(reading, node, item, level)
      joins.push(embedded.join)
      columns.push(...embedded.columns)
      scope.embedded.set(item.alias ?? item.target, embedded.presence)
      for (const [term, sql] of embedded.ordering) related.set(term, sql)
    }
  }
  const conditions = level.conditions.map((condition) => conditionSql(reading.statement, scope, condition))
  const where = [...(node.joined ?? []), ...conditions]
  return {
    columns,
    body: `from ${node.from} ${joins.join(' ')} ${where.length ? `where ${where.join(' and ')}` : ''}`,
    tail: () => tailSql(reading, scope, level, related),
  }
}

function columnSql(scope: Scope, item: Extract<SelectItem, { kind: 'column' }>): string {
  const value = fieldSql(scope, item.field)
  const label = item.alias ?? item.field.path.at(-1)?.key ?? item.field.name
  return `${item.cast ? `cast(${value} as ${item.cast})` : value} as ${name(label)}`
}

function embedSql(reading: Reading, parent: Node, item: Embed, level: Level) {
  if (!parent.relation) {
    throw new Refusal(
      400,
      'PGRST200',
      `Could not find a relationship between the result and '${item.target}' in the schema cache`,
    )
  }
  const link = findLink(reading.catalog, parent.relation, item)
  const label = item.alias ?? item.target
  if (item.isSpread && !link.isToOne) {
    const message = `A spread operation on '${item.target}' is not possible`
    const details = `'${parent.relation.name}' and '${item.target}' do not form a many-to-one or one-to-one relationship`
    throw new Refusal(400, 'PGRST119', message, { details })
  }
  const alias = reading.statement.alias(link.to.name)
  const outer = name(reading.statement.alias('pgrst'))
  const path = levelPath(reading.query, parent.path, item)
  const { from, joined } = linkSql(reading.statement, link, parent.alias, alias)
  const child = readSql(reading, { from, alias, relation: link.to, items: item.items, path, joined })
  const shown = child.columns.length > 0

  if (!link.isToOne) {
    const rows = `select ${child.columns.join(', ') || '1'} ${child.body} ${child.tail()}`
    const presence = `${outer}.items`
    return {
      join: `${item.isInner ? 'inner' : 'left'} join lateral (select json_agg(item.*) as items from (${rows}) item) ${outer} on ${item.isInner ? `${presence} is not null` : 'true'}`,
      columns: shown ? [`coalesce(${presence}, '[]') as ${name(label)}`] : [],
      presence,
      ordering: [] as [string, string][],
    }
  }
  const ordering = level.order
    .filter((term) => term.relation === label)
    .map((term, at) => ({
      key: orderKey(term),
      label: `o${at}`,
      value: fieldSql({ alias, relation: link.to }, term.field),
    }))
  const whole = item.isSpread
    ? child.columns
    : [`(select row_to_json(item.*) from (select ${child.columns.join(', ')}) item) as item`]
  const inside = [
    ...(shown ? whole : []),
    'true as present',
    ...ordering.map((term) => `${term.value} as ${term.label}`),
  ]
  return {
    join: `${item.isInner ? 'inner' : 'left'} join lateral (select ${inside.join(', ')} ${child.body} limit 1) ${outer} on true`,
    columns: !shown
      ? []
      : item.isSpread
        ? spreadColumns(outer, item, link)
        : [`${outer}.item as ${name(label)}`],
    presence: `${outer}.present`,
    ordering: ordering.map((term): [string, string] => [term.key, `${outer}.${term.label}`]),
  }
}

// the columns of a spread by name: `.*` would also give the helpers beside them
function spreadColumns(outer: string, item: Embed, link: Link): string[] {
  return item.items.flatMap((inner) => {
    if (inner.kind === 'all') return link.to.columns.map((column) => `${outer}.${name(column.name)}`)
    if (inner.kind === 'column') {
      return [`${outer}.${name(inner.alias ?? inner.field.path.at(-1)?.key ?? inner.field.name)}`]
    }
    if (inner.isSpread)
      throw new Refusal(400, 'PGRST100', 'a spread inside a spread is not read by the local stack')
    return [`${outer}.${name(inner.alias ?? inner.target)}`]
  })
}

function linkSql(statement: Statement, link: Link, parent: string, alias: string) {
  const equal = (pairs: [string, string][], left: string, right: string) =>
    pairs.map(([here, there]) => `${name(left)}.${name(here)} = ${name(right)}.${name(there)}`)
  const target = `${qualified(link.to.schema, link.to.name)} as ${name(alias)}`
  if (!link.through) return { from: target, joined: equal(link.on, parent, alias) }
  const { relation, on, onward } = link.through
  const middle = statement.alias(relation.name)
  return {
    from: `${target} inner join ${qualified(relation.schema, relation.name)} as ${name(middle)} on ${equal(onward, middle, alias).join(' and ')}`,
    joined: equal(on, parent, middle),
  }
}

// filters may name an embedded resource by its alias or by its own name
function levelPath(query: Query, parent: string, item: Embed): string {
  const at = (label: string) => (parent ? `${parent}.${label}` : label)
  const byAlias = item.alias === undefined ? undefined : at(item.alias)
  return byAlias !== undefined && hasLevel(query, byAlias) ? byAlias : at(item.target)
}

const hasLevel = (query: Query, path: string) =>
  [...query.levels.keys()].some((key) => key === path || key.startsWith(`${path}.`))

function tailSql(reading: Reading, scope: Scope, level: Level, related: Map<string, string>): string {
  const order = level.order.map((term) => {
    const value = term.relation === undefined ? fieldSql(scope, term.field) : related.get(orderKey(term))
    if (value === undefined) throw notEmbedded(term.relation ?? '')
    return `${value} ${term.direction ?? 'asc'}${term.nulls ? ` nulls ${term.nulls}` : ''}`
  })
  const limit = Math.min(level.limit ?? reading.maxRows, reading.maxRows)
  return [
    order.length ? `order by ${order.join(', ')}` : '',
    Number.isFinite(limit) ? `limit ${reading.statement.parameter(String(limit))}::bigint` : '',
    level.offset ? `offset ${reading.statement.parameter(String(level.offset))}::bigint` : '',
  ].join(' ')
}

const orderKey = (term: Level['order'][number]) => JSON.stringify([term.relation, term.field])

/** PGRST108 for filters, order or limits of a resource that is not in the select. */
export function assertLevelsEmbedded(query: Query): void {
  const paths = new Set([''])
  const collect = (items: SelectItem[], path: string) => {
    for (const item of items) {
      if (item.kind !== 'embed') continue
      for (const label of [item.alias, item.target]) {
        if (label === undefined) continue
        const inner = path ? `${path}.${label}` : label
        paths.add(inner)
        collect(item.items, inner)
      }
    }
  }
  collect(query.select, '')
  for (const path of query.levels.keys()) if (!paths.has(path)) throw notEmbedded(path)
}

const notEmbedded = (resource: string) =>
  new Refusal(400, 'PGRST108', `'${resource}' is not an embedded resource in this request`, {
    hint: `Verify that '${resource}' is included in the 'select' query parameter.`,
  })

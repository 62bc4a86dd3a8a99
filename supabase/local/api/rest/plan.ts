import { answerSql, type Shape } from './answer-sql.ts'
import { callSql } from './call.ts'
import { type Catalog, findRelation, type Relation } from './catalog.ts'
import { nearest } from './nearest.ts'
import { readPayload } from './payload.ts'
import { levelAt, parseQuery } from './query.ts'
import { assertLevelsEmbedded, type Reading, readSql } from './read.ts'
import { Refusal } from './refusal.ts'
import type { RestRequest } from './request.ts'
import { name, qualified, Statement } from './statement.ts'
import type { Query } from './syntax.ts'
import { deleteSql, insertSql, updateSql } from './write.ts'

export type Plan = {
  sql: string
  parameters: string[]
  isReadOnly: boolean
  offset: number
  kind: 'read' | 'insert' | 'upsert' | 'update' | 'delete' | 'call' | 'void'
  /** the answer is one value or row by its nature, not because the client asked for one */
  isSingle: boolean
}

/** One SQL statement for one request. Throws Refusal for what can be known before asking Postgres. */
export function planRequest(request: RestRequest, catalog: Catalog, maxRows: number): Plan {
  const isCall = request.target.kind === 'function'
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const query = parseQuery(request.params, isCall && isRead)
  applyRange(query, request)
  assertLevelsEmbedded(query)
  const reading = { catalog, statement: new Statement(), query, maxRows }
  if (request.target.kind === 'function') return planCall(request, reading, request.target)
  const relation = relationOf(catalog, request)
  return isRead ? planRead(request, reading, relation) : planWrite(request, reading, relation)
}

function planRead(request: RestRequest, reading: Reading, relation: Relation): Plan {
  const from = `${qualified(relation.schema, relation.name)} as ${name(relation.name)}`
  const read = readSql(reading, {
    from,
    alias: relation.name,
    relation,
    items: reading.query.select,
    path: '',
  })
  const shape: Shape = { isRepresented: true, isCounted: Boolean(request.preferences.count), value: 'rows' }
  return finish('read', request, reading, true, answerSql(request, shape, read, ''))
}

function planWrite(request: RestRequest, reading: Reading, relation: Relation): Plan {
  const { preferences, method } = request
  const writing = { ...reading, relation, preferences, maxRows: Number.POSITIVE_INFINITY }
  const payload =
    method === 'DELETE' ? undefined : readPayload(request.body, request.contentType, reading.query.columns)
  const isNothing = payload && (method === 'PATCH' ? payload.keys.length === 0 : payload.isEmpty)
  const change = isNothing
    ? `select * from ${qualified(relation.schema, relation.name)} where false`
    : !payload
      ? deleteSql(writing)
      : method === 'PATCH'
        ? updateSql(writing, payload)
        : insertSql(writing, payload)
  const isRepresented = preferences.return === 'representation'
  // what was asked of the rows has been used to choose them; the answer shows them all, as they are now
  const top = reading.query.levels.get('')
  reading.query.levels.set('', { conditions: [], order: top?.order ?? [] })
  const items = isRepresented ? reading.query.select : []
  const node = {
    from: `pgrst_source as ${name(relation.name)}`,
    alias: relation.name,
    relation,
    items,
    path: '',
  }
  const read = isRepresented
    ? readSql(writing, node)
    : { columns: ['1'], body: 'from pgrst_source', tail: () => '' }
  const shape: Shape = { isRepresented, isCounted: false, value: 'rows' }
  const kind =
    method === 'DELETE'
      ? 'delete'
      : method === 'PATCH'
        ? 'update'
        : preferences.resolution
          ? 'upsert'
          : 'insert'
  return finish(
    kind,
    request,
    reading,
    false,
    answerSql(request, shape, read, `with pgrst_source as (${change})`),
  )
}

function planCall(request: RestRequest, reading: Reading, target: { name: string }): Plan {
  const { routine, sql } = callSql(
    reading.catalog,
    reading.statement,
    { ...request, target: { kind: 'function', ...target } },
    reading.query.arguments,
  )
  const isReadOnly = request.method !== 'POST' || routine.volatility !== 'v'
  const source = `with pgrst_source as materialized (${sql})`
  if (routine.returns === 'void') {
    const read = { columns: ['1'], body: 'from pgrst_source', tail: () => '' }
    const shape: Shape = { isRepresented: false, isCounted: false, value: 'rows' }
    return finish('void', request, reading, isReadOnly, answerSql(request, shape, read, source))
  }
  const relation = routine.relation
    ? findRelation(reading.catalog, routine.schema, routine.relation)
    : undefined
  const alias = routine.name
  const node = {
    from: `pgrst_source as ${name(alias)}`,
    alias,
    relation,
    items: reading.query.select,
    path: '',
  }
  const read = readSql(reading, node)
  const isScalar = routine.returns === 'scalar'
  const value = isScalar ? (routine.isSet ? 'scalars' : 'scalar') : routine.isSet ? 'rows' : 'row'
  const shape: Shape = { isRepresented: true, isCounted: Boolean(request.preferences.count), value }
  const plan = finish('call', request, reading, isReadOnly, answerSql(request, shape, read, source))
  return { ...plan, isSingle: !routine.isSet }
}

function finish(
  kind: Plan['kind'],
  request: RestRequest,
  reading: Reading,
  isReadOnly: boolean,
  sql: string,
): Plan {
  return {
    kind,
    sql,
    parameters: reading.statement.parameters,
    isReadOnly,
    offset:
      request.method === 'GET' || request.method === 'HEAD' || kind === 'call'
        ? (reading.query.levels.get('')?.offset ?? 0)
        : 0,
    isSingle: false,
  }
}

function applyRange(query: Query, { range, method }: RestRequest): void {
  const level = levelAt(query, '')
  if (range && level.limit === undefined && level.offset === undefined) {
    level.offset = range.offset
    level.limit = range.limit
  }
  if ((level.limit ?? 0) < 0 && method !== 'DELETE') {
    throw new Refusal(416, 'PGRST103', 'Requested range not satisfiable', {
      details: 'Limit should be greater than or equal to zero.',
    })
  }
  if ((level.offset ?? 0) < 0) level.offset = 0
}

function relationOf(catalog: Catalog, { schema, target }: RestRequest): Relation {
  const wanted = target.kind === 'relation' ? target.name : ''
  const relation = findRelation(catalog, schema, wanted)
  if (relation) return relation
  const names = catalog.relations.filter((each) => each.schema === schema).map((each) => each.name)
  const near = nearest(wanted, names)
  throw new Refusal(404, 'PGRST205', `Could not find the table '${schema}.${wanted}' in the schema cache`, {
    hint: near === undefined ? null : `Perhaps you meant the table '${schema}.${near}'`,
  })
}

import { isFilter, parseFilter, parseGroup, parseOrder } from './filters.ts'
import { unreadable } from './refusal.ts'
import { splitOutside, unquote } from './scan.ts'
import { parseSelect } from './select.ts'
import type { Level, Query } from './syntax.ts'

/**
 * Reads the query string. `isCall` is true for GET of a function, where a parameter without an operator is an argument.
 * Every filter counts, also two of one kind on one column.
 */
export function parseQuery(params: URLSearchParams, isCall: boolean): Query {
  const query: Query = { select: [{ kind: 'all' }], levels: new Map(), arguments: [] }
  for (const [key, value] of params) {
    if (key === 'apikey') continue
    else if (key === 'select') query.select = parseSelect(value)
    else if (key === 'columns') query.columns = parseNames(key, value)
    else if (key === 'on_conflict') query.onConflict = parseNames(key, value)
    else parseLevelParameter(query, key, value, isCall)
  }
  return query
}

export function levelAt(query: Query, path: string): Level {
  const level = query.levels.get(path) ?? { conditions: [], order: [] }
  query.levels.set(path, level)
  return level
}

function parseLevelParameter(query: Query, key: string, value: string, isCall: boolean): void {
  const special = /^(?:(.*?)\.)??(order|limit|offset|(?:not\.)?(?:and|or))$/.exec(key)
  if (special) {
    const level = levelAt(query, special[1] ?? '')
    const what = special[2] ?? ''
    if (what === 'order') level.order.push(...parseOrder(value))
    else if (what === 'limit' || what === 'offset') level[what] = parseCount(what, value)
    else level.conditions.push(parseGroup(what.endsWith('or') ? 'or' : 'and', what.startsWith('not.'), value))
    return
  }
  if (isCall && !isFilter(value)) {
    query.arguments.push([key, value])
    return
  }
  const names = splitOutside(key, '.')
  const column = names?.pop()
  if (!names || !column) throw unreadable('filter', key)
  levelAt(query, names.join('.')).conditions.push(parseFilter(column, value))
}

function parseCount(what: string, text: string): number {
  const count = Number(text)
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(count)) throw unreadable(`${what} parameter`, text)
  return count
}

function parseNames(what: string, text: string): string[] {
  const names = splitOutside(text, ',')?.map((name) => unquote(name.trim()))
  if (!names || names.includes('')) throw unreadable(`${what} parameter`, text)
  return names
}

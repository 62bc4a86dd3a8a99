import pg from 'pg'

const operators = {
  eq: '=',
  neq: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  in: '= any',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
  is: 'is',
  isdistinct: 'is distinct from',
} as const
export type Operator = keyof typeof operators

/** `value` is unquoted; for `in` it is an array literal, `{a,b}`. */
export type Filter = { column: string; operator: Operator; value: string; isNegated: boolean }

/** The text after "Error parsing `filter` params: ". */
export class FilterError extends Error {}

/** Reads `column=operator.value`, several joined by commas (and), `not.` before the operator. Throws FilterError. */
export function parseFilters(text: string): Filter[] {
  return text.trim() === '' ? [] : splitSegments(text.trim()).map(parseSegment)
}

/**
 * The filter as SQL on `subject` (a row of the table) and `given` (the JSON of what was sent). As upstream: values are
 * cast to the column's type, a column that was not sent does not match, and neither does an unknown result.
 */
export function filterSql(filter: Filter, sqlType: string): string {
  const column = `subject.${pg.escapeIdentifier(filter.column)}`
  const value = pg.escapeLiteral(filter.value)
  const operator = operators[filter.operator]
  const typed = `${value}::${sqlType}`
  const comparison =
    filter.operator === 'is'
      ? `${column} is ${isWord(filter.value)}`
      : filter.operator === 'in'
        ? `${column} = any(${typed}[])`
        : `${column} ${operator} ${typed}`
  const given = `given ? ${pg.escapeLiteral(filter.column)}`
  return `(${given} and coalesce(${filter.isNegated ? `not (${comparison})` : comparison}, false))`
}

function isWord(value: string): string {
  if (['null', 'true', 'false', 'unknown'].includes(value)) return value
  throw new FilterError('invalid value for is filter: must be null, true, false, or unknown')
}

/** Commas part conditions, but not inside brackets or a quoted value; a quote opens only where a value may begin. */
function splitSegments(text: string): string[] {
  const segments = ['']
  let depth = 0
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    const last = segments.length - 1
    if (isQuoted && char === '\\') {
      segments[last] += char + text.charAt(++i)
      continue
    }
    if (char === '"' && (isQuoted || '.(,'.includes(text.charAt(i - 1) || ' '))) isQuoted = !isQuoted
    else if (!isQuoted && char === '(') depth++
    else if (!isQuoted && char === ')') depth = Math.max(0, depth - 1)
    else if (!isQuoted && char === ',' && depth === 0) {
      segments.push('')
      continue
    }
    segments[last] += char
  }
  return segments
}

function parseSegment(segment: string): Filter {
  const text = segment.trim()
  if (text === '') throw new FilterError('filter must not contain empty segments (check for extra commas)')
  const [column, rest] = cut(text, '=')
  if (rest === undefined) throw new FilterError(shown([text]))
  const isNegated = rest.startsWith('not.')
  const condition = isNegated ? rest.slice(4) : rest
  const [operator, value] = cut(condition, '.')
  if (value === undefined) throw new FilterError(shown([condition]))
  if (!isOperator(operator)) throw new FilterError(shown([operator, value]))
  if (operator !== 'in') return { column, operator, isNegated, value: unquote(value) }
  if (!/^\(.*\)$/s.test(value)) throw new FilterError('`in` filter value must be wrapped by parentheses')
  return { column, operator, isNegated, value: `{${value.slice(1, -1)}}` }
}

function isOperator(word: string): word is Operator {
  return Object.hasOwn(operators, word)
}

function cut(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

// Elixir's way to print a list of strings, which is what clients get to see.
const shown = (parts: string[]) => `[${parts.map((part) => JSON.stringify(part)).join(', ')}]`

function unquote(value: string): string {
  const inner = /^"((?:[^"\\]|\\.)*)"$/s.exec(value)?.[1]
  return inner === undefined ? value : inner.replace(/\\(.)/gs, '$1')
}

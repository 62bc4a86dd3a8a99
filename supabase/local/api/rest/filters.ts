import { unreadable } from './refusal.ts'
import { splitOutside, unquote } from './scan.ts'
import { parseField } from './select.ts'
import type { Condition, OrderTerm } from './syntax.ts'

const comparisons = 'eq|neq|gt|gte|lt|lte|like|ilike|match|imatch|is|isdistinct|in|cs|cd|ov|sl|sr|nxr|nxl|adj'
const fullText = 'fts|plfts|phfts|wfts'
const filter = new RegExp(`^(not\\.)?(${comparisons}|${fullText})(?:\\(([^()]*)\\))?\\.(.*)$`, 's')

/** Does this value of a parameter read as `operator.value`? In a GET of a function the others are arguments. */
export const isFilter = (value: string): boolean => filter.test(value)

/** Reads `column=operator.value`. The value is not touched: a quote or a space belongs to it. */
export function parseFilter(column: string, text: string): Condition {
  const match = filter.exec(text)
  if (!match) throw unreadable('filter', text)
  const [, not, operator = '', modifier, value = ''] = match
  return {
    kind: 'compare',
    field: parseField(column),
    isNegated: not !== undefined,
    operator,
    modifier: modifier || undefined,
    value,
  }
}

/** Reads `or=(…)`, `and=(…)` and what they hold, to any depth. */
export function parseGroup(junction: 'and' | 'or', isNegated: boolean, text: string): Condition {
  const parts = text.startsWith('(') && text.endsWith(')') ? splitOutside(text.slice(1, -1), ',') : undefined
  if (!parts || parts.some((part) => part.trim() === '')) throw unreadable('logic tree', text)
  return { kind: 'group', junction, isNegated, conditions: parts.map((part) => parseMember(part.trim())) }
}

function parseMember(text: string): Condition {
  const group = /^(not\.)?(and|or)(\(.*\))$/s.exec(text)
  if (group) return parseGroup(group[2] === 'or' ? 'or' : 'and', group[1] !== undefined, group[3] ?? '')
  const member = /^("(?:[^"\\]|\\.)*"|[^".]+)((?:->>?[^.]+)*)\.(.*)$/s.exec(text)
  if (!member) throw unreadable('logic tree', text)
  const condition = parseFilter(`${member[1]}${member[2]}`, member[3] ?? '')
  // inside a tree a value may be quoted, because commas and brackets mean something there
  if (condition.kind === 'compare' && condition.operator !== 'in') condition.value = unquote(condition.value)
  return condition
}

/** The members of `in.(a,"b,c")`. */
export function parseList(text: string): string[] {
  if (!text.startsWith('(') || !text.endsWith(')')) throw unreadable('filter', `in.${text}`)
  const inner = text.slice(1, -1)
  if (inner === '') return []
  const parts = splitOutside(inner, ',')
  if (!parts) throw unreadable('filter', `in.${text}`)
  return parts.map(unquote)
}

/** Reads `order=`: `column.desc.nullslast`, `resource(column).asc`, JSON paths. */
export function parseOrder(text: string): OrderTerm[] {
  const terms = splitOutside(text, ',')
  if (!terms) throw unreadable('order', text)
  return terms.map((term) => {
    const match = /^(?:([^().]+)\(([^()]+)\)|([^().]+))(?:\.(asc|desc))?(?:\.nulls(first|last))?$/.exec(
      term.trim(),
    )
    if (!match) throw unreadable('order', text)
    const [, relation, related, column, direction, nulls] = match
    return {
      field: parseField(related ?? column ?? ''),
      relation,
      direction: direction as OrderTerm['direction'],
      nulls: nulls as OrderTerm['nulls'],
    }
  })
}

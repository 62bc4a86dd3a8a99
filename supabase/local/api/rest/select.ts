import { Refusal, unreadable } from './refusal.ts'
import { splitOutside, unquote } from './scan.ts'
import type { Field, SelectItem } from './syntax.ts'

/** Reads `select=`: columns, aliases, JSON paths, casts, embedded resources, spreads. */
export function parseSelect(text: string): SelectItem[] {
  if (text.trim() === '') return []
  const parts = splitOutside(text, ',')
  if (!parts) throw unreadable('select parameter', text)
  return parts.map((part) => parseItem(part.trim()))
}

/** Reads `name->path->>key`, the way columns are named in select, filters and order. */
export function parseField(text: string): Field {
  const [name = '', ...rest] = text.split(/(->>|->)/)
  if (name.trim() === '') throw unreadable('column', text)
  const path: Field['path'] = []
  for (let at = 0; at < rest.length; at += 2) {
    const key = rest[at + 1]
    if (!key) throw unreadable('column', text)
    path.push({ arrow: rest[at] === '->>' ? '->>' : '->', key: unquote(key.trim()) })
  }
  return { name: unquote(name.trim()), path }
}

function parseItem(text: string): SelectItem {
  if (text === '*') return { kind: 'all' }
  const open = text.indexOf('(')
  if (open >= 0) return parseEmbed(text, open)
  const { alias, rest } = splitAlias(text)
  const [column = '', cast, ...more] = rest.split('::')
  if (more.length || (cast !== undefined && !isTypeName(cast))) throw unreadable('select parameter', text)
  return { kind: 'column', field: parseField(column), alias, cast }
}

function parseEmbed(text: string, open: number): SelectItem {
  if (/(^|[.:])(count|sum|avg|max|min)\(\)(::\w+)?$/.test(text)) {
    throw new Refusal(400, 'PGRST123', 'Use of aggregate functions is not allowed')
  }
  if (!text.endsWith(')')) throw unreadable('select parameter', text)
  const isSpread = text.startsWith('...')
  const { alias, rest } = splitAlias(text.slice(isSpread ? 3 : 0, open))
  const [target = '', ...modifiers] = rest.split('!')
  const hint = modifiers.find((modifier) => modifier !== 'inner' && modifier !== 'left')
  return {
    kind: 'embed',
    target: unquote(target.trim()),
    alias,
    hint: hint === undefined ? undefined : unquote(hint),
    isInner: modifiers.includes('inner'),
    isSpread,
    items: parseSelect(text.slice(open + 1, -1)),
  }
}

// a single colon; two are a cast
function splitAlias(text: string): { alias?: string; rest: string } {
  const match = /^("(?:[^"\\]|\\.)*"|[^:"]+):(?!:)(.*)$/s.exec(text)
  return match ? { alias: unquote((match[1] ?? '').trim()), rest: match[2] ?? '' } : { rest: text }
}

/** Casts stand in the SQL as they are, so only the shape of a type name may pass. */
const isTypeName = (text: string) => /^[a-z_][a-z0-9_]*( [a-z_]+)*(\(\d+(,\d+)?\))?(\[\])?$/i.test(text)

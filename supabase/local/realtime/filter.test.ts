import { expect, it } from 'vitest'
import { FilterError, filterSql, parseFilters } from './filter.ts'

const brief = (text: string) =>
  parseFilters(text).map(({ column, operator, value, isNegated }) => [
    column,
    `${isNegated ? 'not ' : ''}${operator}`,
    value,
  ])

it.each([
  ['', []],
  ['   ', []],
  ['id=eq.1', [['id', 'eq', '1']]],
  [
    'id=gt.0, id=lt.100',
    [
      ['id', 'gt', '0'],
      ['id', 'lt', '100'],
    ],
  ],
  ['status=not.in.(draft,archived)', [['status', 'not in', '{draft,archived}']]],
  [
    'tag=in.("a,b",c),id=eq.2',
    [
      ['tag', 'in', '{"a,b",c}'],
      ['id', 'eq', '2'],
    ],
  ],
  ['name=eq."a,b"', [['name', 'eq', 'a,b']]],
  ['name=eq."say \\"hi\\", twice"', [['name', 'eq', 'say "hi", twice']]],
  ['body=like.%a=b.c%', [['body', 'like', '%a=b.c%']]],
  ['size=eq.5"', [['size', 'eq', '5"']]],
  ['note=is.null', [['note', 'is', 'null']]],
])('a client asks for %j', (text, wanted) => {
  expect(brief(text)).toEqual(wanted)
})

it.each([
  ['undefined', '["undefined"]'],
  ['subject=foo.hey', '["foo", "hey"]'],
  ['subject=eq', '["eq"]'],
  ['subject=toString.x', '["toString", "x"]'],
  ['id=in.1,2', '`in` filter value must be wrapped by parentheses'],
  ['id=eq.1,', 'filter must not contain empty segments (check for extra commas)'],
])('a client who asks for %j is told what is wrong', (text, message) => {
  expect(() => parseFilters(text)).toThrow(new FilterError(message))
})

it('a value cannot leave its literal, nor a column its name', () => {
  const [filter] = parseFilters(`a"b=eq.x' or true --`)
  expect(filter && filterSql(filter, 'text')).toBe(
    `(given ? 'a"b' and coalesce(subject."a""b" = 'x'' or true --'::text, false))`,
  )
})

it('is takes only its four words', () => {
  const [filter] = parseFilters('a=is.1 or true')
  expect(() => filter && filterSql(filter, 'text')).toThrow(FilterError)
})

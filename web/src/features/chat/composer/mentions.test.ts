import { expect, test } from 'vitest'
import type { Member } from '../room/room.ts'
import { calledIn, matchingPeople, openMention } from './mentions.ts'

const person = (user_id: string, name: string) => ({ user_id, name, role: 'customer' }) as Member
const people = [person('1', 'Ada Lovelace'), person('2', 'Sam'), person('3', 'Sam'), person('4', '')]

test('a writer who types @ after a space is asked whom they mean, in a word they are not', () => {
  expect(openMention('hi @sa', 6)).toEqual({ at: 3, query: 'sa' })
  expect(openMention('@', 1)).toEqual({ at: 0, query: '' })
  expect(openMention('mail me@home', 12)).toBeNull()
  expect(openMention('@sam\nnext', 9)).toBeNull()
  expect(openMention('before @sam', 3)).toBeNull()
})

test('a person is found by any of their names, whatever the case', () => {
  expect(matchingPeople(people, 'LOVE').map(({ user_id }) => user_id)).toEqual(['1'])
  expect(matchingPeople(people, 'sam')).toHaveLength(2)
  expect(matchingPeople(people, '.*')).toEqual([])
})

test('a message calls whom it names; of two Sams the one picked, or both', () => {
  expect(calledIn('hi @Ada Lovelace and @Ada', people, new Set())).toEqual(['1'])
  expect(calledIn('hi @Sam', people, new Set(['3']))).toEqual(['3'])
  expect(calledIn('hi @Sam', people, new Set())).toEqual(['2', '3'])
  expect(calledIn('hi @', people, new Set(['4']))).toEqual([])
})

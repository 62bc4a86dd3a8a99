import { describe, expect, it } from 'vitest'
import {
  audienceText,
  blankDraft,
  type Draft,
  isMoving,
  missingIn,
  type Progress,
  reachText,
  readEmails,
  savable,
} from './announcement.ts'

const whole: Draft = {
  ...blankDraft,
  words: { en: { title: 'New hours', body: 'Open until nine.', action_label: '' } },
}
const reach = (people: number, any: number) => ({
  people,
  reachable: { any, in_app: any, web_push: 0, sms: 0, email: 0 },
})

describe('a draft', () => {
  it('may be sent when it has words and somebody to tell', () => {
    expect(missingIn(whole)).toEqual({})
  })
  it('says in which language its words are missing', () => {
    const words = { ...whole.words, es: { title: 'Nuevo horario', body: ' ', action_label: '' } }
    expect(missingIn({ ...whole, words }).words).toEqual({
      locale: 'es',
      body: 'Write what you want to say.',
    })
    expect(missingIn(blankDraft).words?.locale).toBe('en')
  })
  it('leads to no script and to no other site in disguise', () => {
    for (const action_url of ['javascript:alert(1)', '//evil.example', '/\\evil.example', 'orders'])
      expect(missingIn({ ...whole, action_url }).link).toBeDefined()
    for (const action_url of ['/orders', 'https://example.com/'])
      expect(missingIn({ ...whole, action_url }).link).toBeUndefined()
  })
  it('is saved without what the server would refuse, so that the rest is not lost', () => {
    const saved = savable({ ...whole, action_url: 'htt', audience: { kind: 'role', roles: [] } })
    expect(saved.action_url).toBeNull()
    expect(saved.audience).toEqual({ kind: 'list', user_ids: [] })
    expect(saved.words).toEqual(whole.words)
  })
})

describe('an audience', () => {
  it('is said with the number of people that can be reached', () => {
    expect(reachText(reach(1204, 1190))).toBe('1,204 people, 1,190 reachable')
    expect(reachText(reach(1, 1))).toBe('1 person, all reachable')
    expect(reachText(reach(0, 0))).toBe('Nobody belongs to this audience')
  })
  it('is said in words', () => {
    expect(audienceText({ kind: 'role', roles: ['customer', 'partner'] })).toBe('customers, partners')
    expect(audienceText({ kind: 'list', user_ids: ['a', 'b'] })).toBe('a list of 2 people')
  })
  it('takes addresses however they are separated, each once', () => {
    expect(readEmails('Ada@Example.com, sam@example.com\nada@example.com;  x ')).toEqual([
      'ada@example.com',
      'sam@example.com',
    ])
  })
})

it('the figures move while people are told, and then while something waits', () => {
  const progress = (waiting: number) => ({ waiting }) as Progress
  expect(isMoving('sending', undefined)).toBe(true)
  expect(isMoving('done', progress(3))).toBe(true)
  expect(isMoving('done', progress(0))).toBe(false)
  expect(isMoving('cancelled', progress(3))).toBe(false)
})

import { describe, expect, it } from 'vitest'
import { systemText } from './order-words.ts'
import { wordsOf } from './system-words.ts'

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '')
const system = (meta: Record<string, unknown>, locale?: string) =>
  systemText({ type: 'system', body: '', meta }, locale)
const removed = { event: 'member_removed', name: 'Sam', by_name: 'Grace' }

describe('what the system says', () => {
  it.each([
    ['en', 'Grace removed Sam'],
    ['en-GB', 'Grace removed Sam'],
    ['es-MX', 'Grace quitó a Sam'],
    ['ar', 'تمت إزالة Sam من قبل Grace'],
    ['fr', 'Grace removed Sam'],
    ['constructor', 'Grace removed Sam'],
  ])('is in the language of a reader of %s', (locale, words) => {
    expect(plain(system(removed, locale))).toBe(words)
  })

  it('has words for every event and step in every language', () => {
    const { events, steps } = wordsOf('en')
    for (const locale of ['es', 'ar']) {
      expect(Object.keys(wordsOf(locale).events).sort()).toEqual(Object.keys(events).sort())
      expect(Object.keys(wordsOf(locale).steps).sort()).toEqual(Object.keys(steps).sort())
    }
  })

  it('tells until when also to a reader whose locale the browser does not take', () => {
    const meta = { event: 'member_muted', name: 'Sam', until: '2026-11-21T11:00:00Z' }
    expect(plain(system(meta, 'en-US-US'))).toMatch(/^Sam is muted until .*\d/)
  })

  it('keeps names apart from the words around them, so that an Arabic name does not turn an English line', () => {
    expect(system({ ...removed, name: 'سام' })).toBe('\u2068Grace\u2069 removed \u2068سام\u2069')
  })

  it.each([
    [{ event: 'member_removed', name: 'Sam' }, 'Sam was removed'],
    [{ event: 'partner_changed', name: 'Pia', former_name: 'Sam' }, 'Pia took over from Sam'],
    [{ event: 'partner_changed', former_name: 'Sam' }, 'Sam is no longer on this order'],
    [{ event: 'member_muted', name: 'Sam', by_name: 'Grace', until: 'x' }, 'Grace muted Sam until —'],
    [{ event: 'arrived_at_pickup', name: 'Sam' }, 'Sam is at the pickup'],
    [{ event: 'arriving_at_dropoff', name: 'Sam' }, 'Sam is nearly there'],
    [{ event: 'toString', name: 'Sam' }, 'Notice'],
    [{ event: 'made_up_later' }, 'Notice'],
    [{ event: 7, name: {} }, 'Notice'],
    [{}, 'Notice'],
  ])('of %j is %s', (meta, words) => {
    expect(plain(system(meta))).toBe(words)
  })

  it('says a step of an order in the language of the reader, with the note as it was written', () => {
    const step = { type: 'order_update' as const, body: 'At the door', meta: { status: 'delivered' } }
    expect(systemText(step, 'es')).toBe('Entregado: At the door')
  })
})

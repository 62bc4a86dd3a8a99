import { describe, expect, it } from 'vitest'
import { systemText } from './order-words.ts'
import { systemWords, type Words } from './system-words.ts'
import { words as ar } from './system-words-ar.ts'
import { words as es } from './system-words-es.ts'

const en = systemWords.now()
const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '')
const system = (meta: Record<string, unknown>, words: Words = en) =>
  systemText({ type: 'system', body: '', meta }, words)
const removed = { event: 'member_removed', name: 'Sam', by_name: 'Grace' }

describe('what the system says', () => {
  it.each([
    ['English', en, 'Grace removed Sam'],
    ['Spanish', es, 'Grace quitó a Sam'],
    ['Arabic', ar, 'تمت إزالة Sam من قبل Grace'],
  ])('is %s where the page is', (_language, words, said) => {
    expect(plain(system(removed, words))).toBe(said)
  })

  it('keeps names apart from the words around them, so that an Arabic name does not turn an English line', () => {
    expect(system({ ...removed, name: 'سام' })).toBe('\u2068Grace\u2069 removed \u2068سام\u2069')
  })

  it('tells until when somebody is muted', () => {
    const meta = { event: 'member_muted', name: 'Sam', until: '2031-11-21T11:00:00Z' }
    expect(plain(system(meta))).toMatch(/^Sam is muted until .*\d/)
  })

  it.each([
    [{ event: 'member_removed', name: 'Sam' }, 'Sam was removed'],
    [{ event: 'partner_changed', name: 'Pia', former_name: 'Sam' }, 'Pia took over from Sam'],
    [{ event: 'partner_changed', former_name: 'Sam' }, 'Sam is no longer on this order'],
    [{ event: 'member_muted', name: 'Sam', by_name: 'Grace', until: 'x' }, 'Grace muted Sam until —'],
    [{ event: 'arrived_at_pickup', name: 'Sam' }, 'Sam is at the pickup'],
    [{ event: 'arriving_at_dropoff', name: 'Sam' }, 'Sam is nearly there'],
    [{ event: 'call_completed', name: 'Sam', by_name: 'Ada', duration_s: 45 }, 'Ada called Sam · 45 sec'],
    [{ event: 'call_completed', name: 'Sam', by_name: 'Ada', duration_s: 0 }, 'Ada called Sam'],
    [{ event: 'call_missed', name: 'Sam', by_name: 'Ada' }, 'Missed call from Ada'],
    [
      { event: 'payment_failed', amount_minor: 1250, currency: 'EUR' },
      'A payment of €12.50 did not go through',
    ],
    [{ event: 'toString', name: 'Sam' }, 'Notice'],
    [{ event: 'made_up_later' }, 'Notice'],
    [{ event: 7, name: {} }, 'Notice'],
    [{}, 'Notice'],
  ])('of %j is %s', (meta, words) => {
    expect(plain(system(meta))).toBe(words)
  })

  it('says a step of an order in the language of the page, with the note as it was written', () => {
    const step = { type: 'order_update' as const, body: 'At the door', meta: { status: 'delivered' } }
    expect(systemText(step, es)).toBe('Entregado: At the door')
    expect(systemText({ ...step, meta: { status: 'toString' } }, es)).toBe('Pedido actualizado: At the door')
  })
})

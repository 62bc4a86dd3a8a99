import { expect, test } from 'vitest'
import { draftOf, keyFor, minutesText, savedFrom, withOwn, wrongIn } from './service-draft.ts'

const good = { ...draftOf(null, 'Europe/Berlin'), label: 'Home care' }

test('a new service is wrong only in that it has no name', () => {
  expect(wrongIn(draftOf(null, 'Europe/Berlin'))).toEqual(['label'])
  expect(wrongIn(good)).toEqual([])
})

test('each mistake names its own field', () => {
  for (const duration of ['', '4', '1441', '30.5', 'an hour'])
    expect(wrongIn({ ...good, duration })).toEqual(['duration'])
  for (const horizon of ['0', '366', '-1']) expect(wrongIn({ ...good, horizon })).toEqual(['horizon'])
  for (const time_zone of ['', 'Mars/North', 'Berlin'])
    expect(wrongIn({ ...good, time_zone })).toEqual(['time_zone'])
  expect(wrongIn({ ...good, needs: [] })).toEqual(['needs'])
  expect(wrongIn({ ...good, remind_before_min: [15, 30, 60, 120, 240, 1440] })).toEqual(['remind_before_min'])
})

test('what is saved are numbers, and what is empty is nothing', () => {
  const { label, duration_min, settings } = savedFrom({
    ...good,
    label: ' Massage ',
    duration: '٩٠',
    place: ' ',
  })
  expect({ label, duration_min }).toEqual({ label: 'Massage', duration_min: 90 })
  expect(settings).toMatchObject({ place: null, horizon_days: 60, needs_carer: true, needs_room: false })
})

test('a key is of small letters whatever the name is, and two of one name differ', () => {
  expect(keyFor('Home care', '3f2a')).toBe('home_care_3f2a')
  expect(keyFor('1. Düsenjet – 2', 'abcd')).toBe('dusenjet_2_abcd')
  expect(keyFor('رعاية', '3f2a')).toBe('service_3f2a')
  for (const name of ['x'.repeat(80), '___', 'É', '9'])
    expect(keyFor(name, '3f2a')).toMatch(/^[a-z][a-z0-9_]{1,39}$/)
})

test('a time is said in its largest whole unit, and one set by hand can stay', () => {
  expect([0, 45, 60, 90, 1440, 10_080].map(minutesText)).toEqual([
    '0 minutes',
    '45 minutes',
    '1 hour',
    '90 minutes',
    '1 day',
    '7 days',
  ])
  expect(withOwn([5, 60], [17])).toEqual([5, 17, 60])
})

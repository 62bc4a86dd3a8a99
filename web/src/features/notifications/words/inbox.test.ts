import { expect, test } from 'vitest'
import { inboxWords } from './inbox.ts'
import { words as ar } from './inbox-ar.ts'
import { words as es } from './inbox-es.ts'

const counts = [0, 1, 2, 3, 11, 100]
const counted = [
  'bell',
  'selected',
  'saidRead',
  'saidArchived',
  'saidUnarchived',
  'saidDeleted',
  'saidBack',
] as const

test.each(counted)(
  'a reader of any language is told by %s how many, in the form their number takes',
  (key) => {
    for (const words of [inboxWords.now(), es, ar])
      for (const count of counts) {
        const said = words[key](count)
        expect(said).not.toMatch(/#|undefined/)
        // one and two are words of their own in some languages, from three on there is a figure
        if (count > 2) expect(said).toMatch(/[\d\u0660-\u0669]/)
      }
  },
)

test('in Arabic two are said as two, and few otherwise than many', () => {
  expect(ar.saidDeleted(2)).toBe('حُذف إشعاران')
  expect(ar.saidDeleted(3)).toMatch(/إشعارات$/)
  expect(ar.saidDeleted(11)).toMatch(/إشعارًا$/)
  expect(es.saidSnoozed(1, '18:00')).toBe('Pospuesto hasta 18:00')
})

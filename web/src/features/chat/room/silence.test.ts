import { describe, expect, it } from 'vitest'
import { silenceChoices, silenceText } from './silence.ts'

const now = Date.parse('2026-11-21T10:00:00Z')

describe('silencing a room', () => {
  it('is for an hour, for eight, or for ever', () => {
    expect(silenceChoices('all', now)).toEqual([
      { label: 'For 1 hour', notify: 'all', quietUntil: '2026-11-21T11:00:00.000Z' },
      { label: 'For 8 hours', notify: 'all', quietUntil: '2026-11-21T18:00:00.000Z' },
      { label: 'Always', notify: 'none', quietUntil: null },
    ])
  })

  it('for a while keeps that only mentions ring afterwards, and ends a silence for ever', () => {
    expect(silenceChoices('mentions', now)[0]?.notify).toBe('mentions')
    expect(silenceChoices('none', now)[0]?.notify).toBe('all')
  })

  it('is told while it lasts', () => {
    expect(silenceText({ notify: 'none', quiet_until: null }, now)).toBe('Silenced')
    expect(silenceText({ notify: 'all', quiet_until: '2026-11-21T11:00:00Z' }, now)).toMatch(
      /^Silenced until /,
    )
    expect(silenceText({ notify: 'all', quiet_until: '2026-11-21T09:00:00Z' }, now)).toBeNull()
    expect(silenceText({ notify: 'mentions', quiet_until: null }, now)).toBeNull()
  })
})

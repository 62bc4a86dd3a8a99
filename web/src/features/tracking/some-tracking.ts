import type { Position, Tracking } from './position.ts'

/** For tests: what is known of an order under way, with whatever matters to the test put in. */
export function someTracking(position: Partial<Position> = {}, more: Partial<Tracking> = {}) {
  const whole: Position = {
    ...{ recorded_at: '2026-11-21T10:00:00Z', lat: 45, lng: 13 },
    ...{ accuracy_m: null, speed_mps: null, heading_deg: null, is_coarse: false },
    ...{ eta_at: null, eta_low_at: null, eta_high_at: null, eta_is_approximate: false, remaining_m: null },
    ...position,
  }
  const share = { status: 'sharing' as const, changed_at: '2026-11-21T09:50:00Z' }
  const base = { topic: 'order:1:loc:1', share, trail: [], route: null, crossings: [] }
  return { ...base, ...more, position: whole }
}

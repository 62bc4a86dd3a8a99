import type { Operation, OperationPosition } from './operation.ts'

/** An order for tests, heard at noon. */
export const noon = Date.parse('2026-05-04T12:00:00Z')
export function anOperation(
  change: Partial<Operation> = {},
  position: Partial<OperationPosition> = {},
): Operation {
  return {
    order_id: 'a',
    number: 'A1',
    kind: 'pharmacy',
    status: 'out_for_delivery',
    placed_at: '2026-05-04T11:00:00Z',
    partner_name: 'Sam',
    customer_name: 'Ada',
    share: { status: 'sharing', changed_at: '2026-05-04T11:30:00Z' },
    position: {
      recorded_at: '2026-05-04T12:00:00.000Z',
      lat: 45.27,
      lng: 13.71,
      accuracy_m: 5,
      speed_mps: 8,
      heading_deg: 90,
      battery_pct: 50,
      ...position,
    },
    arrival: null,
    next: { place: 'dropoff', lat: 45.28, lng: 13.72 },
    crossing: null,
    is_late: false,
    ...change,
  }
}

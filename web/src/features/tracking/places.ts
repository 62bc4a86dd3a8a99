import type { OrderStatus } from '../../lib/rows.ts'
import type { PlaceName } from '../../ui/map-places.ts'

/** Where the partner goes next: to the pickup until it is collected, then to the delivery address. */
export const nextPlace = (status: OrderStatus): PlaceName =>
  status === 'placed' || status === 'accepted' ? 'pickup' : 'dropoff'

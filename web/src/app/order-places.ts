import type { Order } from '../features/orders/orders.ts'
import type { Places } from '../ui/map-places.ts'

/** Both ends of an order, as the maps draw them. */
export const placesOf = (order: Order): Places => ({
  pickup: {
    ...{ lat: order.pickup_lat, lng: order.pickup_lng, label: order.pickup_address },
    ...{ nearM: order.near_radius_m, arriveM: order.arrive_radius_m },
  },
  dropoff: {
    ...{ lat: order.dropoff_lat, lng: order.dropoff_lng, label: order.dropoff_address },
    ...{ nearM: order.near_radius_m, arriveM: order.arrive_radius_m },
  },
})

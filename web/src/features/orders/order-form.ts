import * as v from 'valibot'
import type { Point } from '../../lib/geo.ts'
import type { NewOrder } from './order-actions.ts'
import type { Order } from './orders.ts'
import { kinds } from './status.ts'
import { placeWords, type Words } from './words/place.ts'

/** The sentence is made when the mistake is. */
const say = (what: keyof Words) => (): string => String(placeWords.now()[what])

export type Place = { address: string; point: Point }
export type Places = { pickup: Place; dropoff: Place }

const address = (missing: keyof Words) =>
  v.pipe(v.string(), v.trim(), v.minLength(1, say(missing)), v.maxLength(300, say('addressTooLong')))
const fields = v.object({
  kind: v.picklist(kinds, say('chooseKind')),
  pickup_address: address('sayPickup'),
  dropoff_address: address('sayDelivery'),
  note: v.pipe(v.string(), v.trim(), v.maxLength(1000, say('noteTooLong'))),
})
export type FormErrors = Partial<Record<keyof v.InferOutput<typeof fields>, string>>

/** Reads the form and the two pins; limits are those of the table orders. */
export function readOrderForm(
  form: FormData,
  points: { pickup: Point; dropoff: Point },
  clientId: string,
): { order: NewOrder; errors: null } | { order: null; errors: FormErrors } {
  const parsed = v.safeParse(fields, Object.fromEntries(form))
  if (!parsed.success) {
    const errors: FormErrors = {}
    for (const issue of parsed.issues) {
      const name = issue.path?.[0]?.key as keyof FormErrors
      errors[name] ??= issue.message
    }
    return { order: null, errors }
  }
  const { note, ...rest } = parsed.output
  const order = {
    ...rest,
    ...(note && { note }),
    client_id: clientId,
    pickup_lat: points.pickup.lat,
    pickup_lng: points.pickup.lng,
    dropoff_lat: points.dropoff.lat,
    dropoff_lng: points.dropoff.lng,
  }
  return { order, errors: null }
}

/** The same places as last time, else around the home of the business: half a kilometre either side. */
export function defaultPlaces(last: Order | undefined, home: Point): Places {
  if (last) {
    return {
      pickup: { address: last.pickup_address, point: { lat: last.pickup_lat, lng: last.pickup_lng } },
      dropoff: { address: last.dropoff_address, point: { lat: last.dropoff_lat, lng: last.dropoff_lng } },
    }
  }
  return {
    pickup: { address: '', point: { lat: home.lat - 0.003, lng: home.lng - 0.005 } },
    dropoff: { address: '', point: { lat: home.lat + 0.003, lng: home.lng + 0.005 } },
  }
}

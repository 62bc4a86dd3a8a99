import { makeWords } from '../../../lib/words.ts'

/** The words of the form that places an order. */
const en = {
  title: 'Place an order',
  offline: 'You are offline. What you type stays here; place it when you are back.',
  kind: 'What is it?',
  pickupAddress: 'Pickup address',
  deliveryAddress: 'Delivery address',
  note: 'Note (optional)',
  noteHint: 'Ring twice, second floor …',
  submit: 'Place order',
  map: 'Map',
  pickupPin: 'Pickup pin',
  deliveryPin: 'Delivery pin',
  movePin: (pin: string) => `${pin}: move with the arrow keys`,
  setPickup: 'Press the map to set the pickup pin, or drag a pin to its door.',
  setDelivery: 'Press the map to set the delivery pin, or drag a pin to its door.',
  apart: (distance: string) => `${distance} apart`,
  chooseKind: 'Choose what it is.',
  sayPickup: 'Say where to collect it.',
  sayDelivery: 'Say where to bring it.',
  addressTooLong: 'Use at most 300 characters.',
  noteTooLong: 'Use at most 1,000 characters.',
}
export type Words = typeof en
export const placeWords = makeWords<Words>(en, {
  es: () => import('./place-es.ts'),
  ar: () => import('./place-ar.ts'),
})

import { expect, test } from 'vitest'
import { paths } from '../lib/paths.ts'
import { destinationOf } from './destination.ts'

test('a host learns which order a press leads to, also from the chat of an order', () => {
  expect(destinationOf(paths.order('o1'))).toEqual({ page: 'order', orderId: 'o1' })
  expect(destinationOf(paths.orderChat('o1'))).toEqual({ page: 'order', orderId: 'o1' })
})

test('a host learns which conversation a press leads to, and at which message', () => {
  expect(destinationOf(paths.room('r1'))).toEqual({ page: 'room', roomId: 'r1', message: null })
  expect(destinationOf(paths.helpRoom('r1'))).toEqual({ page: 'room', roomId: 'r1', message: null })
  expect(destinationOf(paths.message('r1', { id: 'm1', seq: 7 }))).toEqual({
    page: 'room',
    roomId: 'r1',
    message: { id: 'm1', seq: 7, reply: null },
  })
})

test('pages without a subject are named, and whatever a host cannot embed is other', () => {
  expect(destinationOf(paths.notifications)).toEqual({ page: 'notifications' })
  expect(destinationOf(`${paths.settings}#phone`)).toEqual({ page: 'settings' })
  expect(destinationOf(paths.placeOrder)).toEqual({ page: 'other' })
  expect(destinationOf(paths.operations)).toEqual({ page: 'other' })
})

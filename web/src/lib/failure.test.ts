import { describe, expect, test, vi } from 'vitest'
import { Failure, failureOf, isUnreachable, rowsOf, sentenceFor } from './failure.ts'

describe('a refusal', () => {
  test('of the database keeps its code word and its sentence', () => {
    const error = { code: 'PT409', hint: 'already_taken', message: 'Somebody else has taken this order.' }
    const failure = failureOf({ data: null, error, status: 409 })
    expect(failure).toMatchObject({ code: 'already_taken', status: 409, message: error.message })
  })

  test('with an inner text shows the person none of it', () => {
    const error = { code: '42501', hint: null, message: 'permission denied for table orders' }
    expect(failureOf({ data: null, error, status: 403 })?.message).toBe('You may not do this.')
    expect(failureOf({ data: null, error, status: 500 })?.message).not.toContain('orders')
  })
})

test('a person without a network is told so, and the request may be tried again', () => {
  const failure = failureOf({ data: null, error: { message: 'TypeError: Failed to fetch' }, status: 0 })
  expect(failure?.code).toBe('unreachable')
  expect(isUnreachable(failure)).toBe(true)
  expect(isUnreachable(new Failure('order_closed', 'Closed.', 409))).toBe(false)
})

test('rows come through, refusals are thrown', async () => {
  await expect(rowsOf(Promise.resolve({ data: [1], error: null, status: 200 }))).resolves.toEqual([1])
  const refused = { data: null, error: { message: 'x', hint: 'too_many' }, status: 429 }
  await expect(rowsOf(Promise.resolve(refused))).rejects.toMatchObject({ code: 'too_many' })
})

test('a surprise is said without its inner text', () => {
  expect(sentenceFor(new RangeError('x of undefined'))).toBe(
    'Something failed on this page. Reload it and try again.',
  )
})

test('a Spanish reader is told by the code, and by the server where the code is new', async () => {
  vi.stubGlobal('navigator', { languages: ['es-MX'] })
  vi.resetModules()
  const { failureOf } = await import('./failure.ts')
  const said = (hint: string) =>
    failureOf({ data: null, error: { code: 'PT409', hint, message: 'In English.' }, status: 409 })?.message
  await vi.waitFor(() => expect(said('room_closed')).toBe('Esta conversación está cerrada.'))
  expect([said('not_heard_of'), said('constructor')]).toEqual(['In English.', 'In English.'])
  vi.unstubAllGlobals()
  vi.resetModules()
})

import { expect, it } from 'vitest'
import { failureOf } from './failure.ts'
import { patientFetch } from './patient-fetch.ts'

/** A server that never answers. */
const silent: typeof fetch = (_input, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason))
  })

it('gives up on a call that nobody answers, and the person is told that the server was not reached', async () => {
  const error = await patientFetch(5, silent)('https://x.test/rest/v1/rpc/send_message').catch((e) => e)
  expect(error.name).toBe('TimeoutError')
  const answer = { data: null, error: { message: `${error.name}: ${error.message}` }, status: 0 }
  expect(failureOf(answer)?.code).toBe('unreachable')
})

it.each(['storage/v1/object/a.jpg', 'functions/v1/check-file'])('lets %s take its time', async (path) => {
  let given: RequestInit | undefined
  const answer: typeof fetch = async (_input, init) => {
    given = init
    return new Response()
  }
  await patientFetch(5, answer)(`https://x.test/${path}`, { method: 'POST' })
  expect(given).toEqual({ method: 'POST' })
})

import { describe, expect, it } from 'vitest'
import { report } from './report.ts'

const address = 'https://project.test/functions/v1/link-click/token'

function net(answer: () => Promise<Response> = async () => new Response(null, { status: 204 })) {
  const sent: [string, RequestInit | undefined][] = []
  const fetchNow = (async (input: RequestInfo | URL, init?: RequestInit) => {
    sent.push([String(input), init])
    return answer()
  }) as typeof fetch
  return { sent, fetchNow }
}

describe('a report', () => {
  it('says what happened at the signed address, in a form no browser asks leave for first', async () => {
    const { sent, fetchNow } = net()
    await report(address, 'clicked', 'open', fetchNow)
    await report(address, 'shown', null, fetchNow)
    const shape = {
      method: 'POST',
      keepalive: true,
      credentials: 'omit',
      headers: { 'content-type': 'text/plain' },
    }
    expect(sent).toEqual([
      [address, { ...shape, body: '{"kind":"clicked","action":"open"}' }],
      [address, { ...shape, body: '{"kind":"shown"}' }],
    ])
  })

  it('that cannot be sent harms nothing', async () => {
    const { sent, fetchNow } = net(async () => Promise.reject(new TypeError('Failed to fetch')))
    await report(address, 'dismissed', null, fetchNow)
    expect(sent).toHaveLength(1)
  })

  it('without an address is not sent', async () => {
    const { sent, fetchNow } = net()
    await report(null, 'shown', null, fetchNow)
    expect(sent).toEqual([])
  })
})

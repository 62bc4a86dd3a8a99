import { describe, expect, it } from 'vitest'
import { resubscribe } from './resubscribe.ts'

const key = new Uint8Array(65).buffer
const old = { options: { applicationServerKey: key, userVisibleOnly: true } } as PushSubscription

function browser(subscribe: () => Promise<unknown> = async () => ({})) {
  const happened: unknown[] = []
  return {
    happened,
    push: {
      subscribe: async (options?: PushSubscriptionOptionsInit) => {
        happened.push(options)
        return (await subscribe()) as PushSubscription
      },
    },
    tellPages: async () => void happened.push('pages are told'),
  }
}

describe('a browser that dropped its subscription', () => {
  it('gets a new one for the same key, and open pages register it', async () => {
    const { happened, push, tellPages } = browser()
    await resubscribe({ oldSubscription: old, newSubscription: null }, push, tellPages)
    expect(happened).toEqual([{ userVisibleOnly: true, applicationServerKey: key }, 'pages are told'])
  })

  it('that made the new one itself needs none', async () => {
    const { happened, push, tellPages } = browser()
    await resubscribe({ oldSubscription: old, newSubscription: old }, push, tellPages)
    expect(happened).toEqual(['pages are told'])
  })

  it('that does not say which it was leaves it to the pages', async () => {
    const { happened, push, tellPages } = browser()
    await resubscribe({}, push, tellPages)
    expect(happened).toEqual(['pages are told'])
  })

  it('and cannot have another still tells the pages, which will say so', async () => {
    const { happened, push, tellPages } = browser(async () => Promise.reject(new Error('AbortError')))
    await resubscribe({ oldSubscription: old }, push, tellPages)
    expect(happened.at(-1)).toBe('pages are told')
  })
})

import 'fake-indexeddb/auto'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { forgetKept, keepCache, restoreKept } from './kept-cache.ts'

const listeners = new Set<() => void>()
const page = {
  visibilityState: 'visible',
  addEventListener: (_: string, listen: () => void) => listeners.add(listen),
  removeEventListener: (_: string, listen: () => void) => listeners.delete(listen),
}
vi.stubGlobal('document', page)
/** A phone that puts the page away: what is kept is written at once. */
const putAway = () => {
  page.visibilityState = 'hidden'
  for (const listen of listeners) listen()
  page.visibilityState = 'visible'
}
const ordersOnly = ([feature]: readonly unknown[], data: unknown) => (feature === 'orders' ? data : undefined)
const opened = async (person: string) => {
  const client = new QueryClient()
  await restoreKept(client, person)
  return client
}
const kept = (person: string, key: string[]) =>
  expect.poll(async () => (await opened(person)).getQueryData(key), { timeout: 15_000 })

beforeEach(forgetKept)

test('Ada finds her orders, as old as they were, in a page opened later, with the Maps and Sets in them', async () => {
  const client = new QueryClient()
  const end = keepCache(client, 'ada', ordersOnly)
  const log = { shown: [1, 2], aside: new Map([[7, 'seven']]), ahead: new Set([9]) }
  client.setQueryData(['orders', 'open'], log, { updatedAt: 1234 })
  client.setQueryData(['health'], 'of others')
  putAway()
  end()
  await kept('ada', ['orders', 'open']).toEqual(log)
  const later = await opened('ada')
  expect(later.getQueryState(['orders', 'open'])?.dataUpdatedAt).toBe(1234)
  expect(later.getQueryData(['health'])).toBeUndefined()
})

test('what was kept a moment ago is fetched anew where Ada looks at it: meanwhile the page heard nothing', async () => {
  const client = new QueryClient()
  const end = keepCache(client, 'ada', ordersOnly)
  client.setQueryData(['orders', 'open'], ['A1027'])
  putAway()
  end()
  await kept('ada', ['orders', 'open']).toEqual(['A1027'])

  const later = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } })
  await restoreKept(later, 'ada')
  const page = new QueryObserver(later, { queryKey: ['orders', 'open'], queryFn: () => ['A1027', 'A1028'] })
  const end2 = page.subscribe(() => undefined)
  expect(page.getCurrentResult().data).toEqual(['A1027'])
  await expect.poll(() => page.getCurrentResult().data).toEqual(['A1027', 'A1028'])
  end2()
})

test('what Ada’s page fetched before it was known whose it is, is kept as well', async () => {
  const client = new QueryClient()
  client.setQueryData(['orders', 'open'], ['A1027'])
  const end = keepCache(client, 'ada', ordersOnly)
  putAway()
  end()
  await kept('ada', ['orders', 'open']).toEqual(['A1027'])
})

test('Grace, who opens the same browser, finds nothing of Ada, and then neither does Ada', async () => {
  const client = new QueryClient()
  const end = keepCache(client, 'ada', ordersOnly)
  client.setQueryData(['orders', 'open'], ['A1027'])
  putAway()
  end()
  await kept('ada', ['orders', 'open']).toEqual(['A1027'])
  expect((await opened('grace')).getQueryData(['orders', 'open'])).toBeUndefined()
  await kept('ada', ['orders', 'open']).toBeUndefined()
})

test('what was fetched meanwhile is not replaced by what was kept', async () => {
  const client = new QueryClient()
  const end = keepCache(client, 'ada', ordersOnly)
  client.setQueryData(['orders', 'open'], ['old'])
  putAway()
  end()
  await kept('ada', ['orders', 'open']).toEqual(['old'])
  const later = new QueryClient()
  later.setQueryData(['orders', 'open'], ['new'])
  await restoreKept(later, 'ada')
  expect(later.getQueryData(['orders', 'open'])).toEqual(['new'])
})

test('after Ada signs out nothing is left, and what she closes later is not written any more', async () => {
  const client = new QueryClient()
  const end = keepCache(client, 'ada', ordersOnly)
  client.setQueryData(['orders', 'open'], ['A1027'])
  putAway()
  await kept('ada', ['orders', 'open']).toEqual(['A1027'])
  client.setQueryData(['orders', 'open'], ['A1028'])
  end()
  await forgetKept()
  putAway()
  expect((await opened('ada')).getQueryData(['orders', 'open'])).toBeUndefined()
})

test('of very many queries the last eighty are kept', async () => {
  const client = new QueryClient()
  const end = keepCache(client, 'ada', ordersOnly)
  for (let n = 0; n < 100; n++) client.setQueryData(['orders', 'one', String(n)], n)
  putAway()
  end()
  await kept('ada', ['orders', 'one', '0']).toBeDefined()
  await expect
    .poll(async () => (await opened('ada')).getQueryCache().getAll().length, { timeout: 15_000 })
    .toBe(80)
})

test('a browser without storage opens all the same', async () => {
  vi.stubGlobal('indexedDB', undefined)
  await expect(opened('ada')).resolves.toBeDefined()
  vi.unstubAllGlobals()
})

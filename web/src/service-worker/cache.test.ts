import { describe, expect, it } from 'vitest'
import { makeShell, strategyFor } from './cache.ts'

const origin = 'https://orderline.test'
const files = ['/', '/assets/index-a1.js', '/theme.js']

describe('the strategy for a request', () => {
  it.each([
    ['a page', 'GET', 'navigate', '/orders/1', 'page'],
    ['a hashed file', 'GET', 'cors', '/assets/index-a1.js', 'kept-first'],
    ['a file without a hash', 'GET', 'no-cors', '/theme.js', 'network-first'],
    ['a hashed file of another build', 'GET', 'cors', '/assets/index-b2.js', 'kept-first'],
    ['a file of nobody', 'GET', 'no-cors', '/robots.txt', 'none'],
    ['what a person sends', 'POST', 'cors', '/', 'none'],
    ['the API', 'GET', 'cors', 'https://api.orderline.test/rest/v1/messages', 'none'],
    ['the API below the same origin', 'GET', 'cors', '/rest/v1/messages', 'none'],
  ])('for %s', (_what, method, mode, path, strategy) => {
    expect(strategyFor({ method, mode, url: new URL(path, origin).href }, files, origin)).toBe(strategy)
  })

  it('keeps nothing while developing', () => {
    expect(strategyFor({ method: 'GET', mode: 'navigate', url: `${origin}/` }, [], origin)).toBe('none')
  })
})

/** Caches as Maps, because Node has none; `online` is what the network answers. */
function world() {
  const caches = new Map<string, Map<string, Response>>()
  const net = { online: true, version: 1 }
  const fetchNow = async (request: Request) => {
    if (!net.online) throw new TypeError('Failed to fetch')
    return new Response(`${new URL(request.url).pathname} v${net.version}`)
  }
  const open = async (name: string) => {
    const kept = caches.get(name) ?? new Map<string, Response>()
    caches.set(name, kept)
    return {
      match: async (path: string) => kept.get(path)?.clone(),
      put: async (path: string, response: Response) => void kept.set(path, response),
      addAll: async (paths: string[]) => {
        for (const path of paths) kept.set(path, await fetchNow(new Request(origin + path)))
      },
    }
  }
  const store = {
    open: open as unknown as CacheStorage['open'],
    keys: async () => [...caches.keys()],
    delete: async (name: string) => caches.delete(name),
    match: async (path: string) =>
      [...caches.values()]
        .find((kept) => kept.has(path))
        ?.get(path)
        ?.clone(),
  }
  return {
    ...{ net, caches },
    shell: (build: string, of = files) => makeShell(store, fetchNow, of, build),
  }
}

const ask = (path: string) => new Request(origin + path)

describe('the app shell', () => {
  it('opens any page of the app for a person without a network', async () => {
    const { net, shell } = world()
    await shell('one').install()
    net.online = false
    const answer = await shell('one').answer(ask('/orders/7'), 'page')
    expect(await answer.text()).toBe('/ v1')
  })

  it('opens the page whose files are kept with it, not a newer one that was seen before its build was installed', async () => {
    const { net, shell } = world()
    await shell('one').install()
    net.version = 2
    expect(await (await shell('one').answer(ask('/orders'), 'page')).text()).toBe('/orders v2')
    net.online = false
    expect(await (await shell('one').answer(ask('/'), 'page')).text()).toBe('/ v1')
  })

  it('gives a page of the newer build its files while the worker of that build still waits', async () => {
    const { net, shell } = world()
    await shell('one').install()
    await shell('two', ['/', '/assets/index-b2.js']).install()
    net.online = false
    const answer = await shell('one').answer(ask('/assets/index-b2.js'), 'kept-first')
    expect(await answer.text()).toBe('/assets/index-b2.js v1')
  })

  it('serves a hashed file from the kept copy and an unhashed one from the network', async () => {
    const { net, shell } = world()
    await shell('one').install()
    net.version = 2
    const hashed = await shell('one').answer(ask('/assets/index-a1.js'), 'kept-first')
    const unhashed = await shell('one').answer(ask('/theme.js'), 'network-first')
    expect([await hashed.text(), await unhashed.text()]).toEqual(['/assets/index-a1.js v1', '/theme.js v2'])
  })

  it('fails as the network does when a person without one asks for what was never kept', async () => {
    const { net, shell } = world()
    net.online = false
    await expect(shell('one').answer(ask('/orders'), 'page')).rejects.toThrow('Failed to fetch')
  })

  it('gives a page that stays open the files of its build, and forgets those of builds before', async () => {
    const { net, caches, shell } = world()
    await shell('one').install()
    await shell('two').install()
    await shell('three', ['/', '/assets/index-c3.js']).install()
    await shell('three').activate()
    expect([...caches.keys()]).toEqual(['orderline-shell-two', 'orderline-shell-three'])
    net.online = false
    const answer = await shell('three').answer(ask('/assets/index-a1.js'), 'kept-first')
    expect(await answer.text()).toBe('/assets/index-a1.js v1')
  })
})

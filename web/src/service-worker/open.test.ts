import { describe, expect, it } from 'vitest'
import { bestPage, type OpenPage, openPath, ownPath } from './open.ts'

const origin = 'https://orderline.test'

/** A page that writes down what happens to it; `answers` is whether its router is alive. */
function makePage(given: Partial<OpenPage> & { answers?: boolean } = {}) {
  const happened: string[] = []
  const page: OpenPage = {
    url: `${origin}/`,
    focused: false,
    visibilityState: 'hidden',
    focus: async () => happened.push('focus'),
    navigate: async (path) => happened.push(`navigate ${path}`),
    postMessage: (message, [port]) => {
      happened.push(`message ${JSON.stringify(message)}`)
      if (given.answers && port instanceof MessagePort) port.postMessage('going')
    },
    ...given,
  }
  return { page, happened }
}

describe('the path of a link', () => {
  it.each([
    ['/orders/1', '/orders/1'],
    [`${origin}/orders/1?chat#x`, '/orders/1?chat#x'],
    ['orders/1', '/orders/1'],
    ['https://evil.test/orders/1', '/'],
    ['//evil.test/x', '/'],
    ['/\\evil.test', '/'],
    ['javascript:alert(1)', '/'],
    ['http://orderline.test/orders/1', '/'],
    ['https://orderline.test.evil.test/', '/'],
    [undefined, '/'],
    [7, '/'],
  ])('%s is %s', (link, path) => {
    expect(ownPath(link, origin)).toBe(path)
  })
})

describe('opening a path', () => {
  it('asks the page a person looks at, and does not reload it', async () => {
    const behind = makePage()
    const seen = makePage({ visibilityState: 'visible', answers: true })
    await openPath('/orders/1', [behind.page, seen.page], async () => undefined)
    expect(seen.happened).toEqual(['focus', 'message {"type":"open","path":"/orders/1"}'])
    expect(behind.happened).toEqual([])
  })

  it('loads the path when the page does not answer', async () => {
    const { page, happened } = makePage()
    await openPath('/orders/1', [page], async () => undefined, 10)
    expect(happened.at(-1)).toBe('navigate /orders/1')
  })

  it('opens a window when there is no page', async () => {
    const opened: string[] = []
    await openPath('/orders/1', [], async (path) => opened.push(path))
    expect(opened).toEqual(['/orders/1'])
  })

  it('opens a window when the page may not be navigated', async () => {
    const opened: string[] = []
    const { page } = makePage({ navigate: async () => Promise.reject(new TypeError('not controlled')) })
    await openPath('/orders/1', [page], async (path) => opened.push(path), 10)
    expect(opened).toEqual(['/orders/1'])
  })

  it('goes on when the browser refuses to focus', async () => {
    const { page, happened } = makePage({
      answers: true,
      focus: async () => Promise.reject(new Error('InvalidAccessError')),
    })
    await openPath('/orders/1', [page], async () => undefined)
    expect(happened).toEqual(['message {"type":"open","path":"/orders/1"}'])
  })

  it('prefers the focused page to a visible one', () => {
    const visible = makePage({ visibilityState: 'visible' }).page
    const focused = makePage({ visibilityState: 'visible', focused: true }).page
    expect(bestPage([visible, focused])).toBe(focused)
  })
})

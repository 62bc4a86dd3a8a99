/** The path of the app that a link leads to; the start page for links that are none of ours. */
export function ownPath(link: unknown, origin: string): string {
  if (typeof link !== 'string') return '/'
  try {
    const url = new URL(link, origin)
    return url.origin === origin ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}

/** What this file needs of `WindowClient`, so that it can be tested without a browser. */
export type OpenPage = {
  url: string
  focused: boolean
  visibilityState: string
  focus(): Promise<unknown>
  navigate(path: string): Promise<unknown>
  postMessage(message: unknown, transfer: Transferable[]): void
}

/** The page a person most likely looks at: focused first, then visible, then any. */
export function bestPage<Page extends OpenPage>(pages: readonly Page[]): Page | undefined {
  const rank = (page: Page) => (page.focused ? 2 : page.visibilityState === 'visible' ? 1 : 0)
  return [...pages].sort((a, b) => rank(b) - rank(a))[0]
}

/**
 * Brings a page of the app to the front and leads it to `path`: by its own router when it answers
 * within `answerMs` (nothing reloads, a half-written message stays), else by loading it.
 */
export async function openPath(
  path: string,
  pages: readonly OpenPage[],
  openWindow: (path: string) => Promise<unknown>,
  answerMs = 1000,
): Promise<void> {
  const page = bestPage(pages)
  if (!page) {
    await openWindow(path)
    return
  }
  // a browser may refuse focus; the page is then led there all the same
  await page.focus().catch(() => undefined)
  if (await asked(page, path, answerMs)) return
  // only a page this worker controls may be navigated
  await page.navigate(path).catch(() => openWindow(path))
}

function asked(page: OpenPage, path: string, answerMs: number): Promise<boolean> {
  const { port1, port2 } = new MessageChannel()
  return new Promise<boolean>((resolve) => {
    const timer = setTimeout(resolve, answerMs, false)
    port1.onmessage = () => {
      clearTimeout(timer)
      resolve(true)
    }
    page.postMessage({ type: 'open', path }, [port2])
  }).finally(() => port1.close())
}

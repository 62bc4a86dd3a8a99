const prefix = 'orderline-shell-'

/** How long a page load waits for a bad network before the kept page is shown. */
const patienceMs = 4000

type Store = Pick<CacheStorage, 'open' | 'keys' | 'delete' | 'match'>
type Fetch = (request: Request) => Promise<Response>

export type Strategy = 'page' | 'kept-first' | 'network-first' | 'none'

/** How a request is answered. Only the app's own files are ever kept: nothing a person wrote or was sent. */
export function strategyFor(
  request: { method: string; mode: string; url: string },
  files: readonly string[],
  origin: string,
): Strategy {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== origin || files.length === 0) return 'none'
  if (request.mode === 'navigate') return 'page'
  // names below /assets/ carry a hash of their content, so a copy that any build kept is the right one
  if (url.pathname.startsWith('/assets/')) return 'kept-first'
  return files.includes(url.pathname) ? 'network-first' : 'none'
}

/** The app's files, kept so that it opens without a network. `files` are paths; the first is the entry page. */
export function makeShell(store: Store, fetchNow: Fetch, files: readonly string[], buildId: string) {
  const name = prefix + buildId
  const entry = files[0] ?? '/'

  async function kept(path: string): Promise<Response | undefined> {
    return (await store.open(name)).match(path)
  }

  async function page(request: Request): Promise<Response> {
    // never kept: after a release it names files that this build does not have, and would be a white page without a network
    const network = fetchNow(request)
    const patience = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs, undefined))
    const first = await Promise.race([network.catch(() => undefined), patience])
    return first ?? (await kept(entry)) ?? network
  }

  return {
    async install(): Promise<void> {
      if (files.length > 0) await (await store.open(name)).addAll([...files])
    },
    /** Forgets the files of earlier builds, but of the last: a page that stays open may still ask for one of them. */
    async activate(): Promise<void> {
      const old = (await store.keys()).filter((key) => key.startsWith(prefix) && key !== name)
      await Promise.all(old.slice(0, -1).map((key) => store.delete(key)))
    },
    async answer(request: Request, strategy: Exclude<Strategy, 'none'>): Promise<Response> {
      if (strategy === 'page') return page(request)
      const path = new URL(request.url).pathname
      if (strategy === 'kept-first') return (await store.match(path)) ?? fetchNow(request)
      return fetchNow(request).catch(async (failure) => {
        const copy = await kept(path)
        if (copy) return copy
        throw failure
      })
    },
  }
}

import { type ReactNode, useMemo, useState } from 'react'
import {
  createPath,
  type Location,
  type Navigator,
  parsePath,
  Router,
  type To,
  useInRouterContext,
} from 'react-router'
import { type Destination, destinationOf } from './destination.ts'

export type HostLinks = {
  /** A press inside a part leads somewhere: go there, in the way of the host. By default the page of that address is loaded. */
  onOpen?: ((to: Destination, path: string) => void) | undefined
  /** The host's own address for it, which links bear, so that they can be copied and opened in a new tab. */
  hrefOf?: ((to: Destination, path: string) => string) | undefined
}

const load = (_to: Destination, path: string) => window.location.assign(path)
const same = (_to: Destination, path: string) => path
const start: Location = { pathname: '/', search: '', hash: '', state: null, key: 'start' }

/**
 * The parts speak of ways with react-router. In a host without it they stand in a place of their own: what leads elsewhere is handed to
 * the host, and only what stays where it is, such as the message that a search found, is kept here.
 */
function OwnWay({ onOpen = load, hrefOf = same, children }: HostLinks & { children: ReactNode }) {
  const [here, setHere] = useState(start)
  const navigator = useMemo((): Navigator => {
    const whole = (to: To) => (typeof to === 'string' ? to : createPath(to))
    const go = (to: To) => {
      const path = whole(to)
      const { pathname = start.pathname, search = '', hash = '' } = parsePath(path)
      if (pathname === start.pathname) setHere({ ...start, search, hash, key: crypto.randomUUID() })
      else onOpen(destinationOf(path), path)
    }
    return {
      createHref: (to) => hrefOf(destinationOf(whole(to)), whole(to)),
      go: (delta) => window.history.go(delta),
      push: go,
      replace: go,
    }
  }, [onOpen, hrefOf])
  return (
    <Router location={here} navigator={navigator}>
      {children}
    </Router>
  )
}

/** Inside a host's own react-router its addresses count; anywhere else `onOpen` and `hrefOf` say where a press leads. */
export function HostWay({ children, ...links }: HostLinks & { children: ReactNode }) {
  return useInRouterContext() ? children : <OwnWay {...links}>{children}</OwnWay>
}

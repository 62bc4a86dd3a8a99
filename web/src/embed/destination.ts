import type { MessagePlace } from '../lib/paths.ts'

/** Where a press inside a part of Orderline leads, for a host that has addresses of its own. */
export type Destination =
  | { page: 'order'; orderId: string }
  | { page: 'room'; roomId: string; message: MessagePlace | null }
  | { page: 'notifications' | 'messages' | 'settings' | 'help' }
  /** An address of Orderline's own app that has no part to embed; `path` says which. */
  | { page: 'other' }

function messageAt(search: string): MessagePlace | null {
  const params = new URLSearchParams(search)
  const [id, seq] = [params.get('message'), Number(params.get('at'))]
  return id && Number.isSafeInteger(seq) && seq > 0 ? { id, seq, reply: params.get('reply') } : null
}

/** Reads an address of the app (see lib/paths.ts), as links and notifications bear it. */
export function destinationOf(path: string): Destination {
  const url = new URL(path, 'https://host.invalid')
  const [page = '', id = ''] = url.pathname.split('/').slice(1)
  if (page === 'orders' && id && id !== 'new') return { page: 'order', orderId: id }
  if ((page === 'messages' || page === 'help') && id && id !== 'new')
    return { page: 'room', roomId: id, message: messageAt(url.search) }
  if (page === 'notifications' || page === 'messages' || page === 'settings' || page === 'help')
    return { page }
  return { page: 'other' }
}

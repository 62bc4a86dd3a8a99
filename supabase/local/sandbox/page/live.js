/** @typedef {import('../entry.ts').Entry} Entry */
/** @typedef {import('./places.js').Desk} Desk */

/** As much as the page remembers; older entries are in `GET /log`. */
const remembered = 3000

/**
 * Everything the page knows, kept up to date by the event stream. After a break it is fetched anew, for changes that were
 * missed are not told again.
 * @param {(state: 'live' | 'lost') => void} onLine
 * @param {() => void} onChange
 */
export function follow(onLine, onChange) {
  /** @type {Map<number, Entry>} */
  const entries = new Map()
  /** @type {Desk} */
  let desk = {
    people: [],
    devices: [],
    faults: [],
    opted_out: [],
    magic_numbers: [],
    app_url: null,
    inbound_url: null,
  }

  /** @param {Entry} entry */
  const add = (entry) => {
    entries.set(entry.id, entry)
    const oldest = entries.keys().next().value
    if (entries.size > remembered && oldest !== undefined) entries.delete(oldest)
  }
  const fetchAll = async () => {
    const [log, now] = await Promise.all([ask(`/log?last=${remembered}`), ask('/desk')])
    // What the stream brought meanwhile is newer than the answer, so it goes on top.
    const meanwhile = [...entries.values()].filter(({ id }) => id > log.next)
    entries.clear()
    for (const entry of [...log.entries, ...meanwhile]) add(entry)
    desk = now
    onChange()
  }

  const source = new EventSource('/events')
  source.onopen = () =>
    fetchAll().then(
      () => onLine('live'),
      () => onLine('lost'),
    )
  source.onerror = () => onLine('lost')
  /** @param {string} type @param {(data: any) => void} take */
  const on = (type, take) =>
    source.addEventListener(type, (event) => {
      take(JSON.parse(event.data))
      onChange()
    })
  on('message', add)
  on('changed', ({ id, changed }) => Object.assign(entries.get(id) ?? {}, changed))
  on('cleared', () => entries.clear())
  on('desk', (now) => {
    desk = now
  })
  return { entries: () => entries.values(), desk: () => desk }
}

/** @param {string} path */
export async function ask(path) {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.json()
}

/** @param {string} path @param {object} body */
export async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error((await response.json()).message)
}

/** @param {string} path */
export const remove = (path) => fetch(path, { method: 'DELETE' })

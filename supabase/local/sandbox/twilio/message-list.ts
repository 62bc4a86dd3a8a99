import type { Sms, Stored } from '../entry.ts'

export type MessageList = {
  found: Stored<Sms>[]
  page: number
  pageSize: number
  nextUri: string | null
  uri: string
}

/**
 * One page of `GET …/Messages.json`, newest first. Filters To, From, DateSent, DateSent> and DateSent< (days or instants,
 * inclusive); with a date filter a message not sent yet is left out, for it has no date_sent.
 */
export function listMessages(all: Stored<Sms>[], url: URL, path: string): MessageList {
  const asked = url.searchParams
  const matching = all.filter((sms) => isAsked(sms, asked)).reverse()
  const pageSize = Math.min(Math.max(Number(asked.get('PageSize')) || 50, 1), 1000)
  const page = Math.max(Number(asked.get('Page')) || 0, 0)
  // The token names the last message seen, so that what arrives meanwhile does not shift the pages.
  const token = asked.get('PageToken')
  const start = token ? matching.findIndex((sms) => `PA${sms.sid}` === token) + 1 : page * pageSize
  const found = matching.slice(start, start + pageSize)
  const last = found.at(-1)
  const uri = (changes: Record<string, string>) => {
    const query = new URLSearchParams(asked)
    for (const [name, value] of Object.entries(changes)) query.set(name, value)
    return `${path}?${query}`
  }
  const hasMore = last !== undefined && start + pageSize < matching.length
  return {
    found,
    page,
    pageSize,
    uri: uri({ PageSize: String(pageSize), Page: String(page) }),
    nextUri: hasMore
      ? uri({ PageSize: String(pageSize), Page: String(page + 1), PageToken: `PA${last.sid}` })
      : null,
  }
}

function isAsked(sms: Sms, asked: URLSearchParams): boolean {
  const to = asked.get('To')
  const from = asked.get('From')
  if ((to !== null && sms.to !== to) || (from !== null && sms.from !== from)) return false
  const sent = sms.sent_at === null ? null : Math.floor(Date.parse(sms.sent_at) / 1000) * 1000 // dates have seconds
  return (['DateSent', 'DateSent>', 'DateSent<'] as const).every((name) => {
    const text = asked.get(name)
    if (text === null) return true
    if (sent === null) return false
    const [begin, end] = span(text)
    if (name === 'DateSent>') return sent >= begin
    return name === 'DateSent<' ? sent < end : sent >= begin && sent < end
  })
}

/** The day or the second a filter names, as [begin, end) in milliseconds. */
function span(text: string): [number, number] {
  const begin = Date.parse(text)
  return [begin, begin + (/^\d{4}-\d\d-\d\d$/.test(text) ? 86_400_000 : 1000)]
}

/** What became of one try, in the words of settle_deliveries. Expected refusals are values; only surprises throw. */
export type Outcome = Accepted | Failure

export type Accepted = {
  outcome: 'accepted'
  provider_message_id?: string
  http_status?: number
  segments?: number
  encoding?: string
  /** What the provider says it takes for all segments, in `currency` (ISO 4217): an estimate until it is final. */
  price?: number
  currency?: string
  /** Found by a look-up, not answered to our own request: another delivery with the same words may own it. */
  is_found?: true
}

export type Failure = {
  outcome: 'permanent' | 'retry' | 'ambiguous' | 'gone'
  /** The provider's own code, or a word of ours such as `timeout`. */
  code: string
  http_status?: number
  /** Seconds, from Retry-After. */
  retry_after_s?: number
  /** For people who read the log: cleaned and short. */
  error?: string
}

export type Settlement = Outcome & { id: string; lease_token: string; provider: string }

/** Text of strangers on its way into jsonb, which refuses NUL and lone surrogates and would refuse the whole batch with it. */
export function clean(text: string, length = 300): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, length)
    .toWellFormed()
}

/** Seconds from a Retry-After header, which is a number or a date; nothing when it is neither. At most a day. */
export function retryAfter(header: string | null, now = Date.now()): { retry_after_s?: number } {
  if (!header) return {}
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000
  return Number.isNaN(seconds) ? {} : { retry_after_s: Math.min(Math.max(Math.ceil(seconds), 0), 86_400) }
}
